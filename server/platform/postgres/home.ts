import { chownSync, lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { findPlace } from './place.ts'
import { others } from './users.ts'

/** The home of a database before it is started, for whoever puts data there. */
export type Home = {
  home: string
  /** A living process uses the database. */
  inUse: boolean
  /** Gives what was put into `data` to the account that the database runs under. */
  own(): void
}

export function prepareHome(dataDir: string): Home {
  const { home, data, runAs } = findPlace(dataDir)
  return {
    home,
    inUse: others(home).length > 0,
    own: () => {
      if (runAs) giveTree(data, runAs)
    },
  }
}

function giveTree(entry: string, account: { uid: number; gid: number }): void {
  chownSync(entry, account.uid, account.gid)
  if (!lstatSync(entry).isDirectory()) return
  for (const name of readdirSync(entry)) giveTree(path.join(entry, name), account)
}

import { chownSync, lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { runningPort } from './adopt.ts'
import { halt } from './cluster.ts'
import { findPlace } from './place.ts'
import { alone, users } from './users.ts'

/** The home of a database that does not run, for whoever puts data there. */
type Home = {
  home: string
  /** Gives what was put into `data` to the account that the database runs under. */
  own(): void
}

/**
 * Finds the home of the database of `dataDir` and makes sure that none runs there: the orphan of a
 * killed process is stopped. Undefined when a living process, this one included, uses it.
 */
export async function quietHome(dataDir: string): Promise<Home | undefined> {
  const place = findPlace(dataDir)
  const { home, data, runAs } = place
  const quiet = await alone(home, async () => {
    if (users(home).length > 0) return false
    if ((await runningPort(place)) !== undefined) await halt(place)
    return true
  })
  const own = (): void => {
    if (runAs) giveTree(data, runAs)
  }
  return quiet ? { home, own } : undefined
}

function giveTree(entry: string, account: { uid: number; gid: number }): void {
  chownSync(entry, account.uid, account.gid)
  if (!lstatSync(entry).isDirectory()) return
  for (const name of readdirSync(entry)) giveTree(path.join(entry, name), account)
}

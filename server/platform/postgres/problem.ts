/**
 * Why the database did not start, in words an operator can act on, Chinese first.
 * What PostgreSQL itself said is in `detail`.
 */
export class PostgresProblem extends Error {
  readonly detail: string

  constructor(words: { zh: string; en: string }, detail = '') {
    super(`${words.zh}\n${words.en}${detail === '' ? '' : `\n${detail}`}`)
    this.name = 'PostgresProblem'
    this.detail = detail
  }
}

/** Turns what initdb, pg_ctl or the server printed into a problem with a known remedy. */
export function explain(step: string, output: string, place: string): PostgresProblem {
  const detail = lastLines(output, 12)
  const known = KNOWN.find(({ sign }) => sign.test(output))
  if (known) return new PostgresProblem(known.words(place), detail)
  return new PostgresProblem(
    {
      zh: `内置数据库：${step} 失败（${place}）。`,
      en: `Embedded PostgreSQL: ${step} failed (${place}).`,
    },
    detail,
  )
}

const KNOWN: { sign: RegExp; words: (place: string) => { zh: string; en: string } }[] = [
  {
    sign: /no space left on device|ENOSPC|disk quota exceeded|EDQUOT/i,
    words: (place) => ({
      zh: `磁盘已满：${place} 所在的磁盘没有空间了。请腾出空间后重新启动，已记的账不会丢失。`,
      en: `The disk is full: no space left where ${place} lives. Free some space and start again; nothing booked is lost.`,
    }),
  },
  {
    sign: /error while loading shared libraries|image not found|Library not loaded/i,
    words: (place) => ({
      zh: `内置数据库缺少系统库，无法运行（${place}）。请设置 DATABASE_URL 使用自己的 PostgreSQL（15 或更高）。`,
      en: `The embedded PostgreSQL lacks a system library here (${place}). Set DATABASE_URL to use a PostgreSQL of your own (15 or later).`,
    }),
  },
  {
    sign: /EROFS|read-only file system/i,
    words: (place) => ({
      zh: `目录只读，无法存放数据：${place}。请用 SUANPAN_DATA 指定可写的目录。`,
      en: `The directory is read-only and cannot hold data: ${place}. Name a writable one with SUANPAN_DATA.`,
    }),
  },
  {
    sign: /permission denied|EACCES|EPERM/i,
    words: (place) => ({
      zh: `没有权限使用数据目录：${place}。请检查目录的所有者。`,
      en: `No permission to use the data directory ${place}. Check who owns it.`,
    }),
  },
  {
    sign: /database files are incompatible|initialized by PostgreSQL version/i,
    words: (place) => ({
      zh: `数据由另一个大版本的 PostgreSQL 写成（${place}）。请用旧版本执行 npm run dump，再用新版本执行 npm run load。`,
      en: `The data was written by another major version of PostgreSQL (${place}). Run npm run dump with the old version, then npm run load with the new one.`,
    }),
  },
]

function lastLines(text: string, count: number): string {
  return text.trim().split('\n').slice(-count).join('\n')
}

import { appendFile, writeFile } from 'node:fs/promises'
import { sayProblem, type Rejected } from './file/problems.ts'

const HEADER = 'line,原因,reason,text\n'

/** The file of lines that were not taken: number, reason in both languages, and the line itself. */
export type Rejects = {
  path: string
  add(rejected: readonly Rejected[]): Promise<void>
}

/** @param isNew true begins the file anew, false goes on with the one of an interrupted run */
export async function openRejects(path: string, isNew: boolean): Promise<Rejects> {
  let hasHeader = !isNew
  if (isNew) await writeFile(path, '')
  return {
    path,
    async add(rejected) {
      if (rejected.length === 0) return
      const lines = rejected.map(
        ({ line, text, problem }) =>
          [String(line), sayProblem(problem, 'zh'), sayProblem(problem, 'en'), text]
            .map(csvField)
            .join(',') + '\n',
      )
      await appendFile(path, (hasHeader ? '' : HEADER) + lines.join(''))
      hasHeader = true
    },
  }
}

/** Quoted, and never a formula to a spreadsheet that opens the file. */
function csvField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

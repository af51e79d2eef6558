import { writeFileSync } from 'node:fs'
import { referencePages } from '@suanpan/contract/reference'

/** npm run reference: writes the pages of docs/reference that follow from the contract. */
for (const [file, page] of Object.entries(referencePages())) {
  writeFileSync(new URL(`../../docs/reference/${file}`, import.meta.url), page)
  process.stdout.write(`docs/reference/${file}\n`)
}

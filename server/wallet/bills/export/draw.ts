import { parentPort, workerData } from 'node:worker_threads'
import Paper from 'pdfkit'
import type { PrintedStatement } from './pdf.ts'

// Runs as a thread: draws the statement it was given and sends the bytes back.

const MARGIN = 40
const ROW_HEIGHT = 20
const TEXT_SIZE = 8
/** Points of width a column, together the 515 of an A4 page between its margins. */
const WIDTHS = [82, 52, 110, 62, 129, 80]
const INK = '#1F2329'
const GREY = '#8A8578'
const LINE = '#E4DFD5'

// Whoever starts this thread hands it exactly this.
const statement = workerData as PrintedStatement
const paper = new Paper({ size: 'A4', margin: MARGIN, bufferPages: true })
const chunks: Buffer[] = []
paper.on('data', (chunk: Buffer) => chunks.push(chunk))
paper.on('end', () => {
  const bytes = new Uint8Array(Buffer.concat(chunks))
  parentPort?.postMessage(bytes, [bytes.buffer])
})

const { file, face } = statement.font
if (face === undefined) paper.font(file)
else paper.font(file, face)

paper.fillColor(INK).fontSize(18).text(statement.title)
paper.moveDown(0.4).fontSize(9).fillColor(GREY)
for (const line of statement.lines) paper.text(line)
paper.moveDown(1)
let y = header(paper.y)
for (const row of statement.rows) {
  if (y + ROW_HEIGHT > paper.page.height - MARGIN - ROW_HEIGHT) {
    paper.addPage()
    y = header(MARGIN)
  }
  y = drawRow(row, y, INK)
}
numberPages()
paper.end()

function header(top: number): number {
  return drawRow(statement.columns, top, GREY)
}

function drawRow(cells: string[], top: number, colour: string): number {
  paper.fontSize(TEXT_SIZE).fillColor(colour)
  let x = MARGIN
  for (const [at, width] of WIDTHS.entries()) {
    // A break in a note would run over the bills below it.
    const cell = (cells[at] ?? '').replace(/\s+/g, ' ')
    paper.text(fitting(cell, width - 6), x, top + 5, {
      width: width - 6,
      align: at === WIDTHS.length - 1 ? 'right' : 'left',
      lineBreak: false,
    })
    x += width
  }
  const bottom = top + ROW_HEIGHT
  paper.moveTo(MARGIN, bottom).lineTo(x, bottom).lineWidth(0.5).strokeColor(LINE).stroke()
  return bottom
}

/** One line a bill: what does not fit is cut with an ellipsis. */
function fitting(text: string, width: number): string {
  if (paper.widthOfString(text) <= width) return text
  let characters = [...text]
  while (characters.length > 1 && paper.widthOfString(`${characters.join('')}…`) > width) {
    characters = characters.slice(0, -1)
  }
  return `${characters.join('')}…`
}

function numberPages(): void {
  const { count } = paper.bufferedPageRange()
  for (let at = 0; at < count; at++) {
    paper.switchToPage(at)
    // Below the margin pdfkit would begin a new page.
    paper.page.margins.bottom = 0
    paper
      .fontSize(TEXT_SIZE)
      .fillColor(GREY)
      .text(`${at + 1} / ${count}`, MARGIN, paper.page.height - MARGIN, {
        width: WIDTHS.reduce((sum, width) => sum + width, 0),
        align: 'center',
        lineBreak: false,
      })
  }
}

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readLines, sniffDelimiter, splitFields, type RawLine } from './csv.ts'
import { openSourceFile } from './source-file.ts'

async function fileOf(t: TestContext, content: string | Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suanpan-csv-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'history.csv')
  await writeFile(path, content)
  return path
}

async function linesOf(t: TestContext, content: string | Buffer): Promise<RawLine[]> {
  const lines: RawLine[] = []
  for await (const read of readLines(await fileOf(t, content), ',')) lines.push(...read.lines)
  return lines
}

test('a record is taken apart as RFC 4180 says', () => {
  const table: [string, string[] | undefined][] = [
    ['a,b,c', ['a', 'b', 'c']],
    ['a,,', ['a', '', '']],
    ['"a,b","say ""hi""",', ['a,b', 'say "hi"', '']],
    ['5" disc,2', ['5" disc', '2']],
    ['"open,2', undefined],
    ['"a"b,2', undefined],
    ['"",""', ['', '']],
  ]
  for (const [text, fields] of table) assert.deepEqual(splitFields(text, ','), fields, text)
})

test('lines keep their numbers through a byte order mark, returns, empty lines and quoted breaks', async (t) => {
  const lines = await linesOf(t, '\uFEFFa,b\r\n\r\n1,"two\r\nlines"\r\n3,4')
  assert.deepEqual(
    lines.map(({ line, fields }) => [line, fields]),
    [
      [1, ['a', 'b']],
      [3, ['1', 'two\r\nlines']],
      [5, ['3', '4']],
    ],
  )
})

test('a quote that never closes costs its own line and no other', async (t) => {
  const lines = await linesOf(t, '1,"broken,x\n2,good\n3,"fine"\n4,"broken at the end')
  assert.deepEqual(
    lines.map(({ line, fields, problem }) => [line, fields, problem?.code]),
    [
      [1, undefined, 'quote_not_closed'],
      [2, ['2', 'good'], undefined],
      [3, ['3', 'fine'], undefined],
      [4, undefined, 'quote_not_closed'],
    ],
  )
})

test('records that lie across the chunks of a large file arrive whole', async (t) => {
  const rows = Array.from({ length: 40_000 }, (_, i) => `${i},"茶馆 ${i}\n二楼"`)
  const lines = await linesOf(t, rows.join('\n'))
  assert.equal(lines.length, rows.length)
  lines.forEach(({ line, fields }, i) => {
    assert.deepEqual([line, fields], [i * 2 + 1, [String(i), `茶馆 ${i}\n二楼`]])
  })
})

test('the delimiter is the one that agrees with itself', () => {
  assert.equal(sniffDelimiter(['a;b;c', '1,5;2;3', '1;2,5;3']), ';')
  assert.equal(sniffDelimiter(['a\tb', '1\t2']), '\t')
  assert.equal(sniffDelimiter(['a|b|"x,y"', '1|2|3']), '|')
  assert.equal(sniffDelimiter(['one column', 'only']), ',')
})

test('a file that is not UTF-8 is refused before anything is read, and the way out is said', async (t) => {
  const gbk = Buffer.concat([Buffer.from('name,amount\n'), Buffer.from([0xb2, 0xe8, 0xb9, 0xdd])])
  await assert.rejects(openSourceFile(await fileOf(t, gbk)), /iconv -f GB18030 -t UTF-8/)
  const utf16 = Buffer.from('\uFEFFname,amount', 'utf16le')
  await assert.rejects(openSourceFile(await fileOf(t, utf16)), /UTF-16/)
  const cut = Buffer.from('茶').subarray(0, 2)
  await assert.rejects(openSourceFile(await fileOf(t, cut)), /not UTF-8/)
  await assert.rejects(openSourceFile('/nowhere/at/all.csv'), /there is no file/)
})

test('the same content has the same fingerprint wherever it lies', async (t) => {
  const [one, two] = [await fileOf(t, 'a,b\n1,2\n'), await fileOf(t, 'a,b\n1,2\n')]
  const [first, second] = [await openSourceFile(one), await openSourceFile(two)]
  assert.deepEqual(first.sha256, second.sha256)
  assert.deepEqual(first.sample.slice(0, 2), ['a,b', '1,2'])
  assert.equal(first.bytes, 8)
})

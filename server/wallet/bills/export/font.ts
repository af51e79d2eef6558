import { readdir, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** A font file; a collection also needs the name of the face in it. */
export type FontFile = { file: string; face?: string }

/** Faces with the characters of Chinese, the plainest first. */
const KNOWN: readonly { name: RegExp; face?: string }[] = [
  { name: /^NotoSansCJK-Regular\.ttc$/, face: 'NotoSansCJKsc-Regular' },
  { name: /^NotoSans(CJK)?sc-Regular\.(otf|ttf)$/i },
  { name: /^SourceHanSans(SC|CN)-Regular\.(otf|ttf)$/ },
  { name: /^SourceHanSans(-Regular)?\.ttc$/, face: 'SourceHanSansSC-Regular' },
  { name: /^HarmonyOS_Sans_SC_Regular\.ttf$/ },
  { name: /^PingFang\.ttc$/, face: 'PingFangSC-Regular' },
  { name: /^Hiragino Sans GB\.ttc$/, face: 'HiraginoSansGB-W3' },
  { name: /^msyh\.ttc$/, face: 'MicrosoftYaHei' },
  { name: /^wqy-(zenhei|microhei)\.ttc$/ },
  { name: /^DroidSansFallback(Full)?\.ttf$/ },
  { name: /^NotoSerifCJK-Regular\.ttc$/, face: 'NotoSerifCJKsc-Regular' },
]

const FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  path.join(os.homedir(), '.fonts'),
  path.join(os.homedir(), '.local/share/fonts'),
  '/System/Library/Fonts',
  '/Library/Fonts',
  'C:\\Windows\\Fonts',
]

/**
 * A font that can write Chinese: the configured file (`/path/font.ttc#Face` for a collection), else
 * the first known one among those installed; undefined when there is none.
 *
 * @param folders where to look, the machine's own by default
 */
export async function chineseFont(
  configured: string | undefined,
  folders: readonly string[] = FOLDERS,
): Promise<FontFile | undefined> {
  if (configured !== undefined) {
    const [file = '', face] = configured.split('#')
    const there = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    )
    return there ? { file, ...(face === undefined ? {} : { face }) } : undefined
  }
  const files = (await Promise.all(folders.map(filesIn))).flat()
  for (const { name, face } of KNOWN) {
    const file = files.find((each) => name.test(path.basename(each)))
    if (file !== undefined) return { file, ...(face === undefined ? {} : { face }) }
  }
  return undefined
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch(() => [])
  return entries.map((entry) => path.join(folder, entry))
}

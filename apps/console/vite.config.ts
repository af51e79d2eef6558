import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, defineConfig, type Plugin } from 'vite'

const ROOT = import.meta.dirname
const OUT = path.join(ROOT, 'dist')
const SERVER = process.env['SUANPAN_SERVER'] ?? 'http://127.0.0.1:8080'
const SERVED_BY_SERVER = ['/v1', '/docs', '/openapi.json', '/health', '/ready', '/metrics']
const COMPRESSED_FROM_BYTES = 1024

export default defineConfig({
  root: ROOT,
  plugins: [react(), verifyPage(), compressed()],
  build: { outDir: OUT, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 900 },
  server: {
    proxy: Object.fromEntries(SERVED_BY_SERVER.map((place) => [place, { target: SERVER }])),
  },
})

/**
 * The page that verifies receipts is built apart from the console: one HTML file and one classic
 * script, so that it also works opened from a disk, where browsers refuse module scripts.
 */
function verifyPage(): Plugin {
  return {
    name: 'suanpan-verify-page',
    apply: 'build',
    closeBundle: async () => {
      await build({
        root: ROOT,
        configFile: false,
        base: './',
        publicDir: false,
        logLevel: 'warn',
        plugins: [classicScript()],
        build: {
          outDir: OUT,
          emptyOutDir: false,
          target: 'es2023',
          modulePreload: false,
          rolldownOptions: {
            input: path.join(ROOT, 'verify.html'),
            output: { format: 'iife', codeSplitting: false, entryFileNames: 'verify.js' },
          },
        },
      })
    },
  }
}

function classicScript(): Plugin {
  return {
    name: 'suanpan-classic-script',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<script type="module" crossorigin', '<script defer'),
    },
  }
}

/** Writes .br and .gz beside what is worth it; the server sends them as they are. */
function compressed(): Plugin {
  return {
    name: 'suanpan-compressed',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: async () => {
        const files = await readdir(OUT, { recursive: true, withFileTypes: true })
        const worth = files.filter(
          (file) => file.isFile() && /\.(js|css|html|svg)$/.test(file.name),
        )
        await Promise.all(worth.map((file) => compress(path.join(file.parentPath, file.name))))
      },
    },
  }
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length < COMPRESSED_FROM_BYTES) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }))
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes))
}

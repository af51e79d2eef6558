import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build, defineConfig, type Plugin } from 'vite'
import { compressed } from '../../scripts/compressed.ts'

const ROOT = import.meta.dirname
const OUT = path.join(ROOT, 'dist')
const SERVER = process.env['SUANPAN_SERVER'] ?? 'http://127.0.0.1:8080'
const SERVED_BY_SERVER = ['/v1', '/docs', '/openapi.json', '/health', '/ready', '/metrics']

export default defineConfig({
  root: ROOT,
  plugins: [react(), verifyPage(), compressed(OUT)],
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

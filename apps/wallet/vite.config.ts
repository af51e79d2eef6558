import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { refusals } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import type { Route } from '@suanpan/contract/routes/define'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { compressed } from '../../scripts/compressed.ts'

const ROOT = import.meta.dirname
const OUT = path.join(ROOT, 'dist')
const SERVER = process.env['SUANPAN_SERVER'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: ROOT,
  base: '/wallet/',
  plugins: [thinContract(), react(), firstWords(), serviceWorker(), compressed(OUT)],
  build: { outDir: OUT, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 700 },
  server: { port: 5174, proxy: { '/v1': { target: SERVER } } },
})

/**
 * Lets the browser fetch the Chinese words beside the app and not after it: nothing is drawn without
 * words, and most read these.
 */
function firstWords(): Plugin {
  return {
    name: 'suanpan-first-words',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const words = Object.values(bundle).find(
          (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/src/i18n/zh.ts'),
        )
        if (words === undefined) throw new Error('the Chinese words have no file of their own')
        const href = `/wallet/${words.fileName}`
        return {
          html,
          tags: [
            {
              tag: 'link',
              attrs: { rel: 'modulepreload', crossorigin: true, href },
              injectTo: 'head',
            },
          ],
        }
      },
    },
  }
}

/** Writes sw.js with the list of files it keeps; another list is another version of it. */
function serviceWorker(): Plugin {
  return {
    name: 'suanpan-service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle)
          .filter((file) => /\.(js|css)$/.test(file))
          .map((file) => `/wallet/${file}`)
          .sort()
        const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
        const head = `self.VERSION = ${JSON.stringify(version)}\nself.FILES = ${JSON.stringify(files)}\n`
        const source = head + readFileSync(path.join(ROOT, 'offline', 'sw.js'), 'utf8')
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}

/**
 * A phone calls the API and never checks a schema: of the contract it gets methods, paths and the
 * names of refusals. Schemas, summaries and sentences, more than all the rest together, stay here.
 */
function thinContract(): Plugin {
  const modules: Record<string, string> = {
    '@suanpan/contract/routes': `export const routes = ${JSON.stringify(thinRoutes())}`,
    '@suanpan/contract/refusals': `
      const codes = new Set(${JSON.stringify(Object.keys(refusals))})
      export const isRefusalCode = (text) => codes.has(text)`,
  }
  return {
    name: 'suanpan-thin-contract',
    enforce: 'pre',
    resolveId: (id) => (Object.hasOwn(modules, id) ? `\0${id}` : undefined),
    load: (id) => (id.startsWith('\0') ? modules[id.slice(1)] : undefined),
  }
}

function thinRoutes(): object {
  const thin = ({ method, path: place, idempotent, stream }: Route): object => ({
    method,
    path: place,
    idempotent,
    ...(stream !== undefined && { stream }),
  })
  return Object.fromEntries(
    Object.entries(routes).map(([group, members]) => [
      group,
      Object.fromEntries(
        Object.entries<Route>(members)
          .filter(([, { audience }]) => audience.some((one) => one !== 'operator'))
          .map(([name, route]) => [name, thin(route)]),
      ),
    ]),
  )
}

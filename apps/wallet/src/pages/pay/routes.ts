import type { RouteObject } from 'react-router'

export const payRoutes: RouteObject[] = [
  { path: '/code', lazy: { Component: async () => (await import('./code/Code.tsx')).Code } },
  { path: '/scan', lazy: { Component: async () => (await import('./scan/Scan.tsx')).Scan } },
  { path: '/c/:code', lazy: { Component: async () => (await import('./scan/Opened.tsx')).Opened } },
  {
    path: '/pay/:code',
    lazy: { Component: async () => (await import('./checkout/Checkout.tsx')).Checkout },
  },
  {
    path: '/payments/:id',
    lazy: { Component: async () => (await import('./quoted/Payment.tsx')).Payment },
  },
]

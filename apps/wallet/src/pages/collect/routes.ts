import type { RouteObject } from 'react-router'

export const collectRoutes: RouteObject[] = [
  { path: '/c/:code', lazy: { Component: async () => (await import('./Link.tsx')).Link } },
]

import type { RouteObject } from 'react-router'

export const payRoutes: RouteObject[] = [
  { path: '/code', lazy: { Component: async () => (await import('./code/Code.tsx')).Code } },
]

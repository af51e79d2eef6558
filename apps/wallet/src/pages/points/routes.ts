import type { RouteObject } from 'react-router'

export const pointsRoutes: RouteObject[] = [
  { path: '/points', lazy: { Component: async () => (await import('./Points.tsx')).Points } },
]

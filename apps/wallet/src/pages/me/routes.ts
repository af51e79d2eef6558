import type { RouteObject } from 'react-router'

export const meRoutes: RouteObject[] = [
  { path: '/me', lazy: { Component: async () => (await import('./Me.tsx')).Me } },
  { path: '/me/look', lazy: { Component: async () => (await import('./Look.tsx')).Look } },
]

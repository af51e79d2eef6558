import type { RouteObject } from 'react-router'

export const safetyRoutes: RouteObject[] = [
  {
    path: '/me/check-up',
    lazy: { Component: async () => (await import('./CheckUp.tsx')).CheckUp },
  },
  { path: '/me/locks', lazy: { Component: async () => (await import('./Locks.tsx')).Locks } },
  { path: '/me/limits', lazy: { Component: async () => (await import('./Limits.tsx')).Limits } },
  {
    path: '/me/real-name',
    lazy: { Component: async () => (await import('./RealName.tsx')).RealName },
  },
]

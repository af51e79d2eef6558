import type { RouteObject } from 'react-router'

export const goalRoutes: RouteObject[] = [
  { path: '/goals', lazy: { Component: async () => (await import('./Goals.tsx')).Goals } },
  { path: '/goals/new', lazy: { Component: async () => (await import('./NewGoal.tsx')).NewGoal } },
  {
    path: '/goals/join/:code',
    lazy: { Component: async () => (await import('./Join.tsx')).Join },
  },
  { path: '/goals/:id', lazy: { Component: async () => (await import('./Goal.tsx')).Goal } },
]

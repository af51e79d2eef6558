import type { RouteObject } from 'react-router'

export const billRoutes: RouteObject[] = [
  { path: '/bills', lazy: { Component: async () => (await import('./Bills.tsx')).Bills } },
  { path: '/bills/sums', lazy: { Component: async () => (await import('./Sums.tsx')).Sums } },
  { path: '/bills/export', lazy: { Component: async () => (await import('./Export.tsx')).Export } },
  { path: '/bills/:id', lazy: { Component: async () => (await import('./Bill.tsx')).Bill } },
  {
    path: '/budgets',
    lazy: { Component: async () => (await import('../budgets/Budgets.tsx')).Budgets },
  },
]

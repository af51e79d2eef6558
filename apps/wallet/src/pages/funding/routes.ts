import type { RouteObject } from 'react-router'

export const fundingRoutes: RouteObject[] = [
  { path: '/cards', lazy: { Component: async () => (await import('./Cards.tsx')).Cards } },
  {
    path: '/cards/new',
    lazy: { Component: async () => (await import('./BindCard.tsx')).BindCard },
  },
  { path: '/top-up', lazy: { Component: async () => (await import('./TopUp.tsx')).TopUp } },
  {
    path: '/top-up/:id',
    lazy: { Component: async () => (await import('./TopUpResult.tsx')).TopUpResult },
  },
  { path: '/withdraw', lazy: { Component: async () => (await import('./Withdraw.tsx')).Withdraw } },
  {
    path: '/withdraw/:id',
    lazy: { Component: async () => (await import('./WithdrawResult.tsx')).WithdrawResult },
  },
]

import type { RouteObject } from 'react-router'

export const serviceRoutes: RouteObject[] = [
  { path: '/service', lazy: { Component: async () => (await import('./Service.tsx')).Service } },
  { path: '/service/new', lazy: { Component: async () => (await import('./Ask.tsx')).Ask } },
  {
    path: '/service/:id',
    lazy: { Component: async () => (await import('./Conversation.tsx')).Conversation },
  },
]

import type { RouteObject } from 'react-router'

export const messagesRoutes: RouteObject[] = [
  { path: '/messages', lazy: { Component: async () => (await import('./Messages.tsx')).Messages } },
  {
    path: '/messages/settings',
    lazy: { Component: async () => (await import('./Settings.tsx')).Settings },
  },
]

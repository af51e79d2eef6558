import type { RouteObject } from 'react-router'

export const redPacketRoutes: RouteObject[] = [
  { path: '/red-packets', lazy: { Component: async () => (await import('./List.tsx')).List } },
  { path: '/red-packets/new', lazy: { Component: async () => (await import('./Send.tsx')).Send } },
  {
    path: '/red-packets/open/:code',
    lazy: { Component: async () => (await import('./Open.tsx')).Open },
  },
  {
    path: '/red-packets/:id',
    lazy: { Component: async () => (await import('./Detail.tsx')).Detail },
  },
]

import type { RouteObject } from 'react-router'

export const helpRoutes: RouteObject[] = [
  { path: '/help', lazy: { Component: async () => (await import('./Help.tsx')).Help } },
  {
    path: '/help/:lesson',
    lazy: { Component: async () => (await import('./Lesson.tsx')).Lesson },
  },
]

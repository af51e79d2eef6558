import type { RouteObject } from 'react-router'

/** The ways in, for whoever is not signed in. */
export const entryRoutes: RouteObject[] = [
  { path: '/register', lazy: { Component: async () => (await import('./Register.tsx')).Register } },
  { path: '/sign-in', lazy: { Component: async () => (await import('./SignIn.tsx')).SignIn } },
]

/** What protects a wallet. */
export const securityRoutes: RouteObject[] = [
  {
    path: '/me/security',
    lazy: { Component: async () => (await import('./Security.tsx')).Security },
  },
  { path: '/me/security/pin', lazy: { Component: async () => (await import('./Pin.tsx')).Pin } },
  {
    path: '/me/privacy',
    lazy: { Component: async () => (await import('./Privacy.tsx')).Privacy },
  },
]

import type { RouteObject } from 'react-router'

/** The ways in, for whoever is not signed in. */
export const entryRoutes: RouteObject[] = [
  { path: '/register', lazy: { Component: async () => (await import('./Register.tsx')).Register } },
  { path: '/sign-in', lazy: { Component: async () => (await import('./SignIn.tsx')).SignIn } },
  { path: '/recover', lazy: { Component: async () => (await import('./Recover.tsx')).Recover } },
]

/** What protects a wallet. */
export const securityRoutes: RouteObject[] = [
  {
    path: '/me/security',
    lazy: { Component: async () => (await import('./Security.tsx')).Security },
  },
  { path: '/me/security/pin', lazy: { Component: async () => (await import('./Pin.tsx')).Pin } },
  {
    path: '/me/security/passkeys',
    lazy: { Component: async () => (await import('./Passkeys.tsx')).Passkeys },
  },
  {
    path: '/me/security/devices',
    lazy: { Component: async () => (await import('./Devices.tsx')).Devices },
  },
  {
    path: '/me/security/sign-ins',
    lazy: { Component: async () => (await import('./SignIns.tsx')).SignIns },
  },
  {
    path: '/me/privacy',
    lazy: { Component: async () => (await import('./account/Privacy.tsx')).Privacy },
  },
  {
    path: '/me/phone',
    lazy: { Component: async () => (await import('./account/Phone.tsx')).Phone },
  },
  {
    path: '/me/phone/new',
    lazy: { Component: async () => (await import('./account/Phone.tsx')).NewPhone },
  },
  {
    path: '/me/email',
    lazy: { Component: async () => (await import('./account/Email.tsx')).Email },
  },
  {
    path: '/me/close',
    lazy: { Component: async () => (await import('./account/Close.tsx')).Close },
  },
]

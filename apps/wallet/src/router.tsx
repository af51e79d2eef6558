import { Outlet, createBrowserRouter, type RouteObject } from 'react-router'
import { homeRoutes } from './pages/home/routes.ts'
import { meRoutes } from './pages/me/routes.ts'
import { welcomeRoutes } from './pages/welcome/routes.ts'
import { RequireSession } from './session/RequireSession.tsx'
import { NotFound } from './shell/NotFound.tsx'
import { Places } from './shell/places.ts'
import { RouteProblem } from './shell/RouteProblem.tsx'

/** Pages for everybody. */
const open: RouteObject[] = [...welcomeRoutes]

/** Pages of whoever is signed in: a domain adds its line. */
const own: RouteObject[] = [...homeRoutes, ...meRoutes]

const places = new Set([...open, ...own].flatMap(({ path }) => (path === undefined ? [] : [path])))

export const router = createBrowserRouter(
  [
    {
      element: (
        <Places value={places}>
          <Outlet />
        </Places>
      ),
      errorElement: <RouteProblem />,
      hydrateFallbackElement: <div />,
      children: [
        ...open.map(guarded),
        { element: <RequireSession />, children: own.map(guarded) },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: '/wallet' },
)

function guarded(page: RouteObject): RouteObject {
  return { ...page, errorElement: <RouteProblem /> }
}

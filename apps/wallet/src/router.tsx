import { Outlet, createBrowserRouter, type RouteObject } from 'react-router'
import { agreementRoutes } from './pages/agreements/routes.ts'
import { fundingRoutes } from './pages/funding/routes.ts'
import { billRoutes } from './pages/bills/routes.ts'
import { bookRoutes } from './pages/books/routes.ts'
import { disputeRoutes } from './pages/disputes/routes.ts'
import { serviceRoutes } from './pages/service/routes.ts'
import { goalRoutes } from './pages/goals/routes.ts'
import { helpRoutes } from './pages/help/routes.ts'
import { homeRoutes } from './pages/home/routes.ts'
import { entryRoutes, securityRoutes } from './pages/identity/routes.ts'
import { messagesRoutes } from './pages/messages/routes.ts'
import { payRoutes } from './pages/pay/routes.ts'
import { collectRoutes } from './pages/collect/routes.ts'
import { redPacketRoutes } from './pages/redpackets/routes.ts'
import { transferRoutes } from './pages/transfer/routes.ts'
import { meRoutes } from './pages/me/routes.ts'
import { pointsRoutes } from './pages/points/routes.ts'
import { tillRoutes } from './pages/till/routes.ts'
import { safetyRoutes } from './pages/safety/routes.ts'
import { welcomeRoutes } from './pages/welcome/routes.ts'
import { ProofDesk } from './parts/act/proof.tsx'
import { RequireSession } from './session/RequireSession.tsx'
import { NotFound } from './shell/NotFound.tsx'
import { Places } from './shell/places.ts'
import { RouteProblem } from './shell/RouteProblem.tsx'

/** Pages for everybody. */
const open = routesOf(
  // one domain a line
  welcomeRoutes,
  entryRoutes,
  helpRoutes,
  tillRoutes,
)

/** Pages of whoever is signed in: a domain adds its line. */
const own = routesOf(
  // one domain a line
  homeRoutes,
  payRoutes,
  agreementRoutes,
  transferRoutes,
  redPacketRoutes,
  collectRoutes,
  messagesRoutes,
  billRoutes,
  bookRoutes,
  disputeRoutes,
  goalRoutes,
  serviceRoutes,
  meRoutes,
  securityRoutes,
  pointsRoutes,
  safetyRoutes,
  fundingRoutes,
)

const places = new Set([...open, ...own].flatMap(({ path }) => (path === undefined ? [] : [path])))

export const router = createBrowserRouter(
  [
    {
      element: (
        <Places value={places}>
          {/* Inside of the router: its sheets hold links. */}
          <ProofDesk>
            <Outlet />
          </ProofDesk>
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

/** A function, so that the formatter leaves each domain its line and two of them do not meet. */
function routesOf(...domains: RouteObject[][]): RouteObject[] {
  return domains.flat()
}

function guarded(page: RouteObject): RouteObject {
  return { ...page, errorElement: <RouteProblem /> }
}

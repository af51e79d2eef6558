import { createBrowserRouter, type RouteObject } from 'react-router'
import { RequireSession } from './session/RequireSession.tsx'
import { SignIn } from './session/SignIn.tsx'
import { RouteProblem } from './shell/RouteProblem.tsx'
import { Shell } from './shell/Shell.tsx'

// Every page is its own file on the wire, fetched when somebody goes there.
const pages: RouteObject[] = [
  {
    index: true,
    lazy: { Component: async () => (await import('./pages/overview/Overview.tsx')).Overview },
  },
  {
    path: 'people',
    lazy: { Component: async () => (await import('./pages/people/People.tsx')).People },
  },
  {
    path: 'people/:id',
    lazy: { Component: async () => (await import('./pages/people/Person.tsx')).Person },
  },
  {
    path: 'merchants',
    lazy: { Component: async () => (await import('./pages/merchants/Merchants.tsx')).Merchants },
  },
  {
    path: 'merchants/:id',
    lazy: { Component: async () => (await import('./pages/merchants/Merchant.tsx')).Merchant },
  },
  {
    path: 'payments',
    lazy: { Component: async () => (await import('./pages/payments/Payments.tsx')).Payments },
  },
  {
    path: 'payments/:id',
    lazy: { Component: async () => (await import('./pages/payments/Payment.tsx')).Payment },
  },
  {
    path: 'agreements/:id',
    lazy: { Component: async () => (await import('./pages/agreements/Agreement.tsx')).Agreement },
  },
  {
    path: 'care',
    lazy: { Component: async () => (await import('./pages/care/CareInbox.tsx')).CareInbox },
  },
  {
    path: 'care/:id',
    lazy: { Component: async () => (await import('./pages/care/Conversation.tsx')).Conversation },
  },
  {
    path: 'care-promises',
    lazy: { Component: async () => (await import('./pages/care/promises/Promises.tsx')).Promises },
  },
  {
    path: 'disputes',
    lazy: { Component: async () => (await import('./pages/care/Disputes.tsx')).Disputes },
  },
  {
    path: 'disputes/:id',
    lazy: { Component: async () => (await import('./pages/care/Dispute.tsx')).Dispute },
  },
  {
    path: 'postings',
    lazy: { Component: async () => (await import('./pages/books/Postings.tsx')).Postings },
  },
  {
    path: 'postings/:id',
    lazy: { Component: async () => (await import('./pages/books/Posting.tsx')).Posting },
  },
  {
    path: 'accounts',
    lazy: { Component: async () => (await import('./pages/books/Accounts.tsx')).Accounts },
  },
  {
    path: 'accounts/:address',
    lazy: { Component: async () => (await import('./pages/books/Account.tsx')).Account },
  },
  {
    path: 'trial-balance',
    lazy: { Component: async () => (await import('./pages/books/TrialBalance.tsx')).TrialBalance },
  },
  {
    path: 'close',
    lazy: { Component: async () => (await import('./pages/books/Close.tsx')).Close },
  },
  {
    path: 'custodian',
    lazy: { Component: async () => (await import('./pages/bank/Custodian.tsx')).Custodian },
  },
  {
    path: 'sandbox-bank',
    lazy: { Component: async () => (await import('./pages/bank/SandboxBank.tsx')).SandboxBank },
  },
  {
    path: 'audit',
    lazy: { Component: async () => (await import('./pages/trust/Audit.tsx')).Audit },
  },
  {
    path: 'approvals',
    lazy: { Component: async () => (await import('./pages/oversight/Approvals.tsx')).Approvals },
  },
  {
    path: 'approvals/:id',
    lazy: { Component: async () => (await import('./pages/oversight/Approval.tsx')).Approval },
  },
  {
    path: 'acts',
    lazy: { Component: async () => (await import('./pages/oversight/Acts.tsx')).Acts },
  },
  {
    path: 'figures',
    lazy: { Component: async () => (await import('./pages/identity/Figures.tsx')).Figures },
  },
  {
    path: 'real-name-reviews',
    lazy: { Component: async () => (await import('./pages/identity/Reviews.tsx')).Reviews },
  },
  {
    path: 'sealed',
    lazy: { Component: async () => (await import('./pages/identity/Sealed.tsx')).Sealed },
  },
  {
    path: 'outbox',
    lazy: { Component: async () => (await import('./pages/identity/Outbox.tsx')).Outbox },
  },
  {
    path: 'letters',
    lazy: { Component: async () => (await import('./pages/trust/Letters.tsx')).Letters },
  },
  {
    path: 'exports',
    lazy: { Component: async () => (await import('./pages/trust/Exports.tsx')).Exports },
  },
  {
    path: 'api-keys',
    lazy: { Component: async () => (await import('./pages/settings/ApiKeys.tsx')).ApiKeys },
  },
  {
    path: 'operators',
    lazy: { Component: async () => (await import('./pages/settings/Operators.tsx')).Operators },
  },
  { path: '*', lazy: { Component: async () => (await import('./pages/NotFound.tsx')).NotFound } },
]

export const router = createBrowserRouter([
  { path: '/sign-in', element: <SignIn />, errorElement: <RouteProblem /> },
  {
    path: '/',
    element: (
      <RequireSession>
        <Shell />
      </RequireSession>
    ),
    errorElement: <RouteProblem />,
    hydrateFallbackElement: <div />,
    children: pages.map((page): RouteObject => ({ ...page, errorElement: <RouteProblem /> })),
  },
])

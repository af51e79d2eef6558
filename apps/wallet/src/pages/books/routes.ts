import type { RouteObject } from 'react-router'

export const bookRoutes: RouteObject[] = [
  { path: '/books', lazy: { Component: async () => (await import('./Books.tsx')).Books } },
  {
    path: '/books/join/:token',
    lazy: { Component: async () => (await import('./Join.tsx')).Join },
  },
  { path: '/books/:id', lazy: { Component: async () => (await import('./Book.tsx')).Book } },
  {
    path: '/books/:id/members',
    lazy: { Component: async () => (await import('./Members.tsx')).Members },
  },
  {
    path: '/books/:id/cash/:other',
    lazy: { Component: async () => (await import('./Cash.tsx')).Cash },
  },
  {
    path: '/books/:id/add',
    lazy: { Component: async () => (await import('./Write.tsx')).AddExpense },
  },
  {
    path: '/books/:id/expenses/:expense',
    lazy: { Component: async () => (await import('./Expense.tsx')).Expense },
  },
  {
    path: '/books/:id/expenses/:expense/edit',
    lazy: { Component: async () => (await import('./Write.tsx')).ChangeExpense },
  },
]

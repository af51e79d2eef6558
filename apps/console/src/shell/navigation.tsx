import {
  AccountBookOutlined,
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  CustomerServiceOutlined,
  ControlOutlined,
  DashboardOutlined,
  ExperimentOutlined,
  FieldTimeOutlined,
  ExportOutlined,
  FileSearchOutlined,
  IdcardOutlined,
  InboxOutlined,
  LockOutlined,
  MailOutlined,
  IssuesCloseOutlined,
  PartitionOutlined,
  SafetyCertificateOutlined,
  ShopOutlined,
  TeamOutlined,
  TransactionOutlined,
  UserOutlined,
} from '@ant-design/icons'
import type { Capability } from '@suanpan/contract/licence'
import type { ReactNode } from 'react'
import type { Key } from '../i18n/index.ts'

/** `only` names what has to be there; what is not there has no place in the menu. */
export type Place = {
  path: string
  label: Key
  icon: ReactNode
  role?: 'operator' | 'approver'
  only?: 'sandbox'
  /** What the licence has to include. */
  capability?: Capability
}
export type PlaceGroup = { label: Key | undefined; places: readonly Place[] }

/** The menu, and what the command palette offers: one list. */
export const navigation: readonly PlaceGroup[] = [
  { label: undefined, places: [{ path: '/', label: 'nav.overview', icon: <DashboardOutlined /> }] },
  {
    label: 'nav.customers',
    places: [
      { path: '/people', label: 'nav.people', icon: <UserOutlined /> },
      { path: '/merchants', label: 'nav.merchants', icon: <ShopOutlined /> },
      {
        path: '/payments',
        label: 'nav.payments',
        icon: <TransactionOutlined />,
        capability: 'payments',
      },
      {
        path: '/real-name-reviews',
        label: 'nav.reviews',
        icon: <IdcardOutlined />,
        role: 'operator',
      },
    ],
  },
  {
    label: 'nav.care',
    places: [
      {
        path: '/care',
        label: 'nav.careInbox',
        icon: <CustomerServiceOutlined />,
        role: 'operator',
      },
      { path: '/care-promises', label: 'nav.carePromises', icon: <FieldTimeOutlined /> },
      { path: '/disputes', label: 'nav.disputes', icon: <IssuesCloseOutlined /> },
    ],
  },
  {
    label: 'nav.books',
    places: [
      { path: '/accounts', label: 'nav.accounts', icon: <PartitionOutlined /> },
      { path: '/postings', label: 'nav.postings', icon: <AccountBookOutlined /> },
      { path: '/trial-balance', label: 'nav.trialBalance', icon: <AuditOutlined /> },
      { path: '/close', label: 'nav.close', icon: <CalendarOutlined /> },
      {
        path: '/custodian',
        label: 'nav.custodian',
        icon: <BankOutlined />,
        capability: 'stored_balance',
      },
    ],
  },
  {
    label: 'nav.trust',
    places: [
      { path: '/approvals', label: 'nav.approvals', icon: <CheckSquareOutlined /> },
      { path: '/acts', label: 'nav.acts', icon: <FileSearchOutlined />, role: 'operator' },
      { path: '/sealed', label: 'nav.sealed', icon: <LockOutlined />, role: 'approver' },
      { path: '/audit', label: 'nav.audit', icon: <SafetyCertificateOutlined /> },
      { path: '/letters', label: 'nav.letters', icon: <InboxOutlined /> },
      { path: '/exports', label: 'nav.exports', icon: <ExportOutlined /> },
    ],
  },
  {
    label: 'nav.settings',
    places: [
      { path: '/figures', label: 'nav.figures', icon: <ControlOutlined /> },
      { path: '/outbox', label: 'nav.outbox', icon: <MailOutlined />, role: 'operator' },
      { path: '/api-keys', label: 'nav.apiKeys', icon: <ApiOutlined />, role: 'approver' },
      { path: '/operators', label: 'nav.operators', icon: <TeamOutlined />, role: 'approver' },
      {
        path: '/sandbox-bank',
        label: 'nav.sandboxBank',
        icon: <ExperimentOutlined />,
        only: 'sandbox',
      },
    ],
  },
]

/** The menu entry a path belongs to: the longest that is its beginning. */
export function placeOf(pathname: string): Place | undefined {
  const places = navigation.flatMap((group) => group.places)
  return places
    .filter(
      (place) =>
        pathname === place.path || (place.path !== '/' && pathname.startsWith(`${place.path}/`)),
    )
    .sort((a, b) => b.path.length - a.path.length)[0]
}

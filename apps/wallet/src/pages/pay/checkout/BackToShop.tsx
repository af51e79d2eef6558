import type { ReactNode } from 'react'
import { useT } from '../../../i18n/index.ts'
import './checkout.css'

/**
 * The way back to the shop's own page: a plain link that says where it leads. Nobody is sent there by
 * itself, and the shop does not learn from where.
 */
export function BackToShop({ to }: { to: { url: string; host: string } | null }): ReactNode {
  const t = useT()
  if (to === null) return null
  return (
    <a
      className="checkout-back"
      href={to.url}
      rel="noopener noreferrer"
      referrerPolicy="no-referrer"
    >
      <span>{t('checkout.back')}</span>
      <span className="muted">{to.host}</span>
    </a>
  )
}

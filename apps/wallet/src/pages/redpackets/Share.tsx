import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { copyText } from '../../parts/act/copy.ts'
import { QrCode } from '../../parts/money/QrCode.tsx'
import { Button } from '../../parts/page/Button.tsx'

/** The link of a packet: as a picture to scan, to copy, and to hand on where the phone can. */
export function Share(props: { path: string; named: boolean }): ReactNode {
  const t = useT()
  const url = `${location.origin}${props.path}`
  const canShare = typeof navigator.share === 'function'
  const share = (): void => {
    // Closing the sheet of the phone is no problem to speak of.
    void navigator.share({ title: t('redpackets.one'), url }).catch(() => undefined)
  }
  return (
    <section className="wt-card redpackets-share">
      <h2>{t('redpackets.shareTitle')}</h2>
      <QrCode text={url} label={t('redpackets.qr')} />
      <p className="muted">
        {props.named ? t('redpackets.namedNote') : t('redpackets.linkWarning')}
      </p>
      <input
        readOnly
        value={url}
        aria-label={t('redpackets.link')}
        onFocus={(event) => event.target.select()}
      />
      {canShare ? (
        <Button look="main" onClick={share}>
          {t('redpackets.share')}
        </Button>
      ) : null}
      <Button
        look={canShare ? 'edge' : 'main'}
        onClick={() => void copyText(url, t('redpackets.copied'), t('redpackets.copyByHand'))}
      >
        {t('redpackets.copy')}
      </Button>
    </section>
  )
}

import {
  CheckShieldOutline,
  EyeOutline,
  FileOutline,
  QuestionCircleOutline,
  HistogramOutline,
  ReceivePaymentOutline,
} from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { useMe, useSignOut } from '../../session/session.ts'
import { Tabbed } from '../../shell/Tabbed.tsx'

/** Oneself: who is signed in, and everything that is set rather than done. */
export function Me(): ReactNode {
  const t = useT()
  const me = useMe().data
  const signOut = useSignOut()
  return (
    <Tabbed title={t('tab.me')}>
      <Rows>
        <Row title={me?.name ?? t('me.unnamed')} note={me?.phone ?? undefined} />
      </Rows>
      <Rows>
        <Row icon={<CheckShieldOutline />} title={t('security.title')} to="/me/security" />
        <Row icon={<HistogramOutline />} title={t('safety.checkUp')} to="/me/check-up" />
        <Row icon={<FileOutline />} title={t('privacy.title')} to="/me/privacy" />
        <Row icon={<ReceivePaymentOutline />} title={t('disputes.title')} to="/disputes" />
        <Row icon={<QuestionCircleOutline />} title={t('help.title')} to="/help" />
        <Row icon={<EyeOutline />} title={t('me.look')} to="/me/look" />
      </Rows>
      <Button busy={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('me.signOut')}
      </Button>
    </Tabbed>
  )
}

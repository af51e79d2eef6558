import { Alert, Button, Modal, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useT } from '../i18n/index.ts'

/** A secret that is shown once and never again; closing takes a deliberate click. */
export function OnceShown(props: {
  title: string
  warning: string
  secret: string
  children?: ReactNode
  onClose: () => void
}): ReactNode {
  const t = useT()
  return (
    <Modal
      open
      title={props.title}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={props.onClose}>
          {t('once.saved')}
        </Button>
      }
    >
      <Alert type="warning" showIcon title={props.warning} />
      {props.children}
      <Typography.Paragraph copyable={{ text: props.secret }} className="once-secret">
        {props.secret}
      </Typography.Paragraph>
    </Modal>
  )
}

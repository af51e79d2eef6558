import { DownloadOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

type Party = { id: string; kind: 'person' | 'merchant'; name: string | null }

/** The proof that a posting is in the books, for one of its parties: to keep, or to check right away. */
export function ReceiptSheet(props: { id: string; parties: readonly Party[] }): ReactNode {
  const t = useT()
  const [holder, setHolder] = useState('')
  const receipt = useRead('postings.receipt', api.postings.receipt, {
    params: { id: props.id },
    query: holder ? { holder } : {},
  })
  const keys = useRead('seal.keys', api.seal.keys, {})
  const text = receipt.data ? JSON.stringify(receipt.data, null, 2) : ''
  const key = keys.data?.items[0]?.publicKey
  return (
    <Sheet title={t('receipt.title')}>
      <p className="muted">{t('receipt.hint')}</p>
      {props.parties.length > 0 ? (
        <label className="field">
          <span>{t('receipt.holder')}</span>
          <Select
            value={holder}
            onChange={setHolder}
            options={[
              { value: '', label: t('receipt.everything') },
              ...props.parties.map((party) => ({ value: party.id, label: party.name ?? party.id })),
            ]}
          />
        </label>
      ) : null}
      {receipt.error ? (
        <ProblemPanel error={receipt.error} onRetry={() => void receipt.refetch()} />
      ) : null}
      <div className="receipt-actions">
        <Button
          icon={<DownloadOutlined />}
          disabled={!text}
          loading={receipt.isPending}
          onClick={() => saveText(`receipt-${props.id}.json`, text)}
        >
          {t('receipt.download')}
        </Button>
        <Button
          icon={<SafetyCertificateOutlined />}
          disabled={!text}
          href={text ? verifyLink(receipt.data, key) : '/verify.html'}
          target="_blank"
        >
          {t('receipt.verify')}
        </Button>
      </div>
    </Sheet>
  )
}

// Behind the # nothing is sent to any server: the page opens with the receipt and works it out itself.
function verifyLink(receipt: unknown, key: string | undefined): string {
  const fragment = new URLSearchParams({ receipt: JSON.stringify(receipt) })
  if (key) fragment.set('key', key)
  return `/verify.html#${fragment.toString()}`
}

function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

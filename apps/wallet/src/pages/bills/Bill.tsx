import { Amount } from '@suanpan/ui'
import { categoryWord } from '@suanpan/contract/categories'
import { RightOutline } from 'antd-mobile-icons'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLabel, useLanguage, useT, type Translate } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Facts, Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { methodOf } from '../pay/method.ts'
import { RefundParts, refundWords } from './Refund.tsx'
import { signed, useBillTitle, type BillView } from './BillRow.tsx'
import { BILL_CHANGES, CategoryForm, hasCategory } from './CategoryForm.tsx'
import './bills.css'

/** One bill: how much, with whom, what it was for, and the proof that it is in the books. */
export function Bill(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const read = useRead('bills.get', api.bills.get, { params: { id } })
  return (
    <Page title={t('bills.bill')} back="/bills">
      <Loaded read={read}>
        {({ bill, refunds, lines, agreement, sources, refund: where }) => (
          <>
            <Head bill={bill} />
            <div className="wt-card">
              <Facts items={factsOf(t, bill, sources)} />
            </div>
            {where === null ? null : <RefundParts refund={where} asset={bill.asset} />}
            {agreement === null ? null : (
              <Rows>
                <Row
                  title={t('agreements.under')}
                  value={agreement.purpose}
                  to={`/agreements/${agreement.id}`}
                />
              </Rows>
            )}
            {lines.length === 0 ? null : (
              <Rows title={t('bills.lines')}>
                {lines.map((line, at) => (
                  <Row
                    key={at}
                    title={line.item}
                    note={`× ${line.quantity}`}
                    {...(line.amount === null
                      ? {}
                      : { value: <Amount value={line.amount} asset={bill.asset} /> })}
                  />
                ))}
              </Rows>
            )}
            {refunds.length === 0 ? null : (
              <Rows title={t('bills.refunds')}>
                {refunds.map((refund) => (
                  <Row
                    key={refund.id}
                    to={`/bills/${refund.id}`}
                    title={refund.reason ?? t('bills.kind.refund')}
                    note={
                      <>
                        <When at={refund.occurredAt} /> · {refundWords(refund.sources, t)}
                      </>
                    }
                    value={<Amount value={refund.amount} asset={bill.asset} flow />}
                  />
                ))}
              </Rows>
            )}
            <Own bill={bill} />
            {bill.kind === 'payment' ? (
              <Rows>
                <Row title={t('books.fromBill')} to={`/books?bill=${bill.id}`} />
                <Row title={t('disputes.ofBill')} to={`/disputes/new/${bill.id}`} />
              </Rows>
            ) : null}
            <Receipt bill={bill} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Head(props: { bill: BillView }): ReactNode {
  const t = useT()
  const title = useBillTitle()
  const { bill } = props
  return (
    <div className="bills-head">
      <p>{title(bill)}</p>
      <Amount value={signed(bill)} asset={bill.asset} size="hero" flow />
      <p className="muted">{t(`bills.state.${bill.state}`)}</p>
    </div>
  )
}

function factsOf(t: Translate, bill: BillView, sources: Parameters<typeof methodOf>[0]) {
  return [
    { label: t('bills.kindOf'), value: t(`bills.kind.${bill.kind}`) },
    { label: t('bills.when'), value: <When at={bill.occurredAt} /> },
    ...(bill.title === null ? [] : [{ label: t('checkout.what'), value: bill.title }]),
    ...(sources.length === 0 ? [] : [{ label: t('pay.method'), value: methodOf(sources, t) }]),
    ...(bill.reference === null ? [] : [{ label: t('bills.order'), value: bill.reference }]),
    { label: t('bills.id'), value: <code className="bills-id">{bill.id}</code> },
  ]
}

/** What the person says about the bill. */
function Own(props: { bill: BillView }): ReactNode {
  const t = useT()
  const language = useLanguage()
  const { bill } = props
  const [open, setOpen] = useState<'category' | 'note'>()
  return (
    <>
      <Rows>
        {hasCategory(bill) ? (
          <Row
            title={t('bills.category')}
            value={categoryWord(bill.category, language)}
            onClick={() => setOpen('category')}
          />
        ) : null}
        <Row
          title={t('bills.note')}
          value={bill.note ?? t('bills.noteAdd')}
          onClick={() => setOpen('note')}
        />
        {bill.kind === 'withdrawal' ? (
          <Row title={t('bills.progress')} to={`/withdraw/${bill.id}`} />
        ) : null}
        {bill.related === null ? null : (
          <Row title={t('bills.related')} to={`/bills/${bill.related}`} />
        )}
      </Rows>
      <Sheet
        open={open === 'category'}
        title={t('bills.category')}
        onClose={() => setOpen(undefined)}
      >
        <CategoryForm bill={bill} onDone={() => setOpen(undefined)} />
      </Sheet>
      <Sheet open={open === 'note'} title={t('bills.note')} onClose={() => setOpen(undefined)}>
        <NoteForm bill={bill} onDone={() => setOpen(undefined)} />
      </Sheet>
    </>
  )
}

function NoteForm(props: { bill: BillView; onDone: () => void }): ReactNode {
  const t = useT()
  const [note, setNote] = useState(props.bill.note ?? '')
  const change = useWrite(api.bills.change, BILL_CHANGES)
  return (
    <>
      <Field
        label={t('bills.note')}
        value={note}
        onChange={setNote}
        maxLength={200}
        hint={t('bills.noteHint')}
        autoFocus
      />
      {change.error ? <Failed error={change.error} /> : null}
      <Button
        look="main"
        busy={change.isPending}
        onClick={() =>
          change.mutate(
            { params: { id: props.bill.id }, body: { note } },
            { onSuccess: props.onDone },
          )
        }
      >
        {t('action.save')}
      </Button>
    </>
  )
}

function Receipt(props: { bill: BillView }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { bill } = props
  return (
    <Rows note={t('bills.receiptNote')}>
      <li>
        <a
          className="wt-row"
          href={`/v1/me/bills/${bill.id}/receipt`}
          download={`${bill.id}.json`}
          aria-label={`${t('bills.receipt')} ${label('bills.kind', bill.kind)}`}
        >
          <span className="wt-row-main">
            <span className="wt-row-title">{t('bills.receipt')}</span>
          </span>
        </a>
      </li>
      <li>
        <a className="wt-row" href="/verify.html" target="_blank" rel="noreferrer">
          <span className="wt-row-main">
            <span className="wt-row-title">{t('bills.receiptCheck')}</span>
          </span>
          <RightOutline className="wt-row-arrow" aria-hidden="true" />
        </a>
      </li>
    </Rows>
  )
}

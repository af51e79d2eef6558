import { Ident } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { PersonLink } from '../../parts/links.tsx'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'
import { useSession } from '../../session/session.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { CARE_CHANGES } from './changes.ts'
import { ConversationTag } from './ConversationTable.tsx'
import { Due } from './Due.tsx'
import { Evidence } from './Evidence.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import './care.css'

type ConversationData = ResponseOf<Routes['conversations']['get']>

/** What a person wrote and was answered, and what an operator can do about it. */
export function Conversation(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const found = useRead('conversations.get', api.conversations.get, { params: { id } })
  const back = { to: '/care', label: t('care.title') }
  if (found.data) return <Known conversation={found.data} back={back} />
  return (
    <Page title={t('care.one')} back={back}>
      {found.error ? (
        <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </Page>
  )
}

function Known(props: {
  conversation: ConversationData
  back: { to: string; label: string }
}): ReactNode {
  const t = useT()
  const { conversation } = props
  const mine = useSession().data?.operator.id
  const free = conversation.operator === null || conversation.operator.id === mine
  return (
    <Page
      title={t(`care.topic.${conversation.topic}`)}
      back={props.back}
      subtitle={
        <span className="inline">
          {t('care.number', { number: conversation.number })}{' '}
          <ConversationTag state={conversation.state} />
        </span>
      }
      actions={<Actions conversation={conversation} mine={mine} />}
    >
      <Sheet>
        <Facts
          items={[
            { label: t('care.person'), value: <PersonLink id={conversation.person} /> },
            { label: t('care.operator'), value: conversation.operator?.name ?? t('care.nobody') },
            {
              label: t('care.due'),
              value: <Due at={conversation.dueAt} overdue={conversation.overdue} />,
            },
            {
              label: t('care.bill'),
              value: conversation.bill === null ? '–' : <Ident id={conversation.bill} copy />,
            },
            {
              label: t('care.rating'),
              value: conversation.rating === null ? '–' : `${conversation.rating} / 5`,
            },
          ]}
        />
      </Sheet>
      <Sheet title={t('care.said')} aside={<small>{t('care.recorded')}</small>}>
        <ol className="care-talk">
          {conversation.messages.map((message) => (
            <Said key={message.id} message={message} conversation={conversation.id} />
          ))}
        </ol>
      </Sheet>
      {conversation.state !== 'closed' && free ? (
        <AnswerForm key={conversation.messages.length} conversation={conversation.id} />
      ) : null}
    </Page>
  )
}

function Said(props: {
  message: ConversationData['messages'][number]
  conversation: string
}): ReactNode {
  const t = useT()
  const { kind, operator, text, files, at } = props.message
  return (
    <li data-by={kind}>
      <div className="care-talk-head">
        <strong>{operator?.name ?? t('care.person')}</strong>
        {kind === 'note' ? <span>{t('care.note')}</span> : null}
        <When at={at} precision="second" />
      </div>
      <p className="care-talk-text">{text ?? t('care.erased')}</p>
      <Evidence files={files} at={`/v1/conversations/${props.conversation}/files`} />
    </li>
  )
}

function Actions(props: { conversation: ConversationData; mine: string | undefined }): ReactNode {
  const t = useT()
  const { conversation, mine } = props
  const [handing, setHanding] = useState(false)
  const take = useWrite(api.conversations.take, CARE_CHANGES)
  const close = useWrite(api.conversations.close, CARE_CHANGES)
  const params = { params: { id: conversation.id } }
  if (conversation.state === 'closed') return null
  const isMine = conversation.operator?.id === mine
  return (
    <>
      {take.error ? <ProblemPanel error={take.error} /> : null}
      {close.error ? <ProblemPanel error={close.error} /> : null}
      {conversation.operator === null ? (
        <Button loading={take.isPending} onClick={() => take.mutate(params)}>
          {t('care.take')}
        </Button>
      ) : (
        <Button onClick={() => setHanding(true)}>{t('care.handOver')}</Button>
      )}
      {isMine ? (
        <Button loading={close.isPending} onClick={() => close.mutate(params)}>
          {t('care.close')}
        </Button>
      ) : null}
      {handing ? (
        <HandOverDialog conversation={conversation.id} onClose={() => setHanding(false)} />
      ) : null}
    </>
  )
}

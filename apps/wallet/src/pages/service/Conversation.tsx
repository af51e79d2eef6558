import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { SentFiles } from '../../parts/files/SentFiles.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { CONVERSATION_CHANGES } from './changes.ts'
import { Compose } from './Compose.tsx'
import { Rating } from './Rating.tsx'
import './service.css'

type View = ResponseOf<Routes['myConversations']['get']>
/** An answer is told of at once; this is for where no news comes through. */
const LOOK_AGAIN_MS = 30_000

/** What was asked and answered, by when we answer, and room to write more. */
export function Conversation(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const read = useRead(
    'myConversations.get',
    api.myConversations.get,
    { params: { id } },
    { everyMs: (found) => (found?.state === 'waiting' ? LOOK_AGAIN_MS : false) },
  )
  return (
    <Page
      title={read.data ? t(`service.topic.${read.data.topic}`) : t('service.one')}
      back="/service"
      foot={read.data ? <Compose key={read.data.messages.length} conversation={id} /> : undefined}
    >
      <Loaded read={read}>{(found) => <Known conversation={found} />}</Loaded>
    </Page>
  )
}

function Known(props: { conversation: View }): ReactNode {
  const t = useT()
  const { conversation } = props
  const answered = conversation.messages.some(({ by }) => by === 'operator')
  return (
    <>
      <p className="service-number">{t('service.number', { number: conversation.number })}</p>
      <ol className="service-talk">
        {conversation.messages.map((message) => (
          <li key={message.id} data-by={message.by}>
            <div className="service-bubble">
              <span className="service-who">
                {t(message.by === 'person' ? 'service.you' : 'service.we')}
              </span>
              <p>{message.text ?? t('service.erased')}</p>
              <SentFiles files={message.files} />
            </div>
            <When at={message.at} />
          </li>
        ))}
      </ol>
      <Standing conversation={conversation} />
      {answered && conversation.state !== 'waiting' ? <Rating conversation={conversation} /> : null}
      {conversation.state === 'closed' ? null : <Close conversation={conversation.id} />}
      {conversation.bill === null ? null : (
        <Rows>
          <Row title={t('service.bill')} to={`/bills/${conversation.bill}`} />
        </Rows>
      )}
    </>
  )
}

/** By when the answer comes; that it is late, when it is; or that it is over and can go on. */
function Standing(props: { conversation: View }): ReactNode {
  const t = useT()
  const { state, dueAt, overdue } = props.conversation
  if (state === 'answered') return null
  if (state === 'closed') return <Notice>{t('service.now.closed')}</Notice>
  return (
    <Notice tone={overdue ? 'warning' : 'news'}>
      {t(overdue ? 'service.now.overdue' : 'service.now.waiting')}{' '}
      {dueAt === null ? null : <When at={dueAt} />}
    </Notice>
  )
}

function Close(props: { conversation: string }): ReactNode {
  const t = useT()
  const close = useWrite(api.myConversations.close, CONVERSATION_CHANGES)
  return (
    <>
      {close.error ? <Failed error={close.error} /> : null}
      <Button
        look="words"
        busy={close.isPending}
        onClick={() => close.mutate({ params: { id: props.conversation } })}
      >
        {t('service.close')}
      </Button>
    </>
  )
}

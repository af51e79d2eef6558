import { CARE_TOPICS, type CareTopic } from '@suanpan/contract/texts/care'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { FilesField, useFiles } from '../../parts/files/FilesField.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Choice } from '../../parts/page/Choice.tsx'
import { LongField } from '../../parts/page/Field.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import './service.css'

type Topics = ResponseOf<Routes['myConversations']['topics']>

/** What it is about and what to say; by when we answer is said before it is sent. */
export function Ask(): ReactNode {
  const t = useT()
  const read = useRead('myConversations.topics', api.myConversations.topics, {})
  if (read.data) return <Form topics={read.data} />
  return (
    <Page title={t('service.ask')} back="/service">
      <Loaded read={read}>{() => null}</Loaded>
    </Page>
  )
}

function Form(props: { topics: Topics }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const bill = search.get('bill') ?? undefined
  const [key] = useState(newIdempotencyKey)
  const [topic, setTopic] = useState(topicIn(search.get('topic')))
  const [text, setText] = useState('')
  const files = useFiles()
  const ask = useWrite(api.myConversations.create, ['myConversations.list'])
  const send = (): void => {
    if (!topic) return
    const body = { topic, text, files: files.ids, ...(bill !== undefined && { bill }) }
    ask.mutate(
      { body, idempotencyKey: key },
      { onSuccess: ({ id }) => void navigate(`/service/${id}`, { replace: true }) },
    )
  }
  return (
    <Page
      title={t('service.ask')}
      back="/service"
      foot={
        <Button
          look="main"
          disabled={!topic || text.trim() === '' || files.busy}
          busy={ask.isPending}
          onClick={send}
        >
          {t('service.send')}
        </Button>
      }
    >
      <About topics={props.topics} topic={topic} bill={bill} onTopic={setTopic} />
      <div className="wt-card service-form">
        <LongField
          label={t('service.text')}
          value={text}
          onChange={setText}
          placeholder={t('service.textHint')}
          maxLength={1000}
          rows={5}
        />
        <FilesField label={t('service.files')} hint={t('files.hint')} files={files} />
      </div>
      {ask.error ? <Failed error={ask.error} /> : null}
    </Page>
  )
}

function About(props: {
  topics: Topics
  topic: CareTopic | undefined
  bill: string | undefined
  onTopic: (topic: CareTopic) => void
}): ReactNode {
  const t = useT()
  const { topics, topic, bill } = props
  const [choosing, setChoosing] = useState(false)
  const promise = topics.items.find((each) => each.topic === topic)
  return (
    <>
      <Rows>
        <Row
          title={t('service.topic')}
          value={topic ? t(`service.topic.${topic}`) : t('service.choose')}
          onClick={() => setChoosing(true)}
        />
        {bill === undefined ? null : (
          <Row title={t('service.bill')} value={t('service.billSee')} to={`/bills/${bill}`} />
        )}
      </Rows>
      {promise ? (
        <Notice>
          {t('service.promised')} <When at={promise.dueAt} />
          <span className="service-hours">
            {promise.roundTheClock
              ? t('service.always')
              : t('service.hours', { from: topics.hours.from, until: topics.hours.until })}
          </span>
        </Notice>
      ) : null}
      {topic === 'security' ? (
        <Notice tone="danger" action={<Link to="/me/security">{t('disputes.lock')}</Link>}>
          {t('service.security')}
        </Notice>
      ) : null}
      <Choice
        open={choosing}
        title={t('service.topic')}
        options={topics.items.map((each) => ({
          value: each.topic,
          label: t(`service.topic.${each.topic}`),
          note: (
            <>
              {t('service.promised')} <When at={each.dueAt} />
            </>
          ),
        }))}
        value={topic}
        onChoose={props.onTopic}
        onClose={() => setChoosing(false)}
      />
    </>
  )
}

const topicIn = (text: string | null): CareTopic | undefined =>
  CARE_TOPICS.find((topic) => topic === text)

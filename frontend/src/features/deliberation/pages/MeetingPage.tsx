// A meeting of the jury: who is there, the agenda, and the entry under discussion.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { download } from '../../../shared/api/download';
import { useGet } from '../../../shared/api/query';
import { Unsaved } from '../../../shared/forms/Unsaved';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Menu } from '../../../shared/ui/Menu';
import { Notice, notify, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { type Crumb, Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { useLive } from '../live';
import { type Meeting, readAgain } from '../model';
import { Agenda } from '../parts/Agenda';
import { Attendance } from '../parts/Attendance';
import { CurrentItem } from '../parts/CurrentItem';
import { isTyped, useWords, type Words } from '../typed';
import '../problems';
import '../deliberation.css';

export function MeetingPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  return (
    <Sitting
      crumb={{ label: t`اجتماعات اللجنة`, to: '/editions/$editionId/meetings', params: { editionId } } as Crumb}
    />
  );
}

export function OwnMeetingPage() {
  const { t } = useLingui();
  return <Sitting crumb={{ label: t`اجتماعات اللجنة`, to: '/juror/meetings' }} />;
}

function Sitting({ crumb }: { crumb: Crumb }) {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('meetingId');
  const pace = useLive(id, readAgain);
  const meeting = useGet('/api/v1/meetings/{meeting_id}', { path: { meeting_id: id }, refetchInterval: pace });
  const data = meeting.data;
  return (
    <Page
      title={data ? format.pick(data.category_ar, data.category_en) : t`اجتماع اللجنة`}
      crumbs={[crumb]}
      width="full"
      badge={
        data ? (
          <Badge tone={data.state === 'open' ? 'success' : 'primary'}>
            {data.state === 'open' ? t`منعقد` : t`انتهى`}
          </Badge>
        ) : null
      }
      lead={data ? <bdi>{format.pick(data.round_ar, data.round_en)}</bdi> : null}
      actions={
        data?.minutes ? (
          <>
            <MinutesMenu meetingId={data.id} />
            {data.runs ? (
              <>
                <LinkButton
                  to="/editions/$editionId/feedback"
                  params={{ editionId: data.edition_id }}
                >{t`ملاحظات للمشاركين`}</LinkButton>
                <Ending meeting={data} />
              </>
            ) : null}
          </>
        ) : null
      }
    >
      <Read of={meeting}>{(found) => <Room meeting={found} />}</Read>
    </Page>
  );
}

function Room({ meeting }: { meeting: Meeting }) {
  const { t } = useLingui();
  const format = useFormat();
  const { words, put } = useWords();
  const current = meeting.items.find((one) => one.entry_id === meeting.current_id);
  const isOpen = meeting.state === 'open';
  return (
    <>
      <Unsaved when={Object.values(words).some(isTyped)} />
      {meeting.hidden > 0 ? (
        <Notice title={t`مشاركات محجوبة عنك لتعارض مصالح: ${format.number(meeting.hidden)}`}>
          {t`لا يظهر لك شيء منها ولا موضعها من غيرها، ولذلك ترى بقية المشاركات بأرقامها دون ترتيب.`}
        </Notice>
      ) : null}
      {meeting.hidden_current ? (
        <Notice tone="warning" title={t`غادر الغرفة الآن`}>
          {t`تتداول اللجنة في مشاركة بينك وبينها تعارض مصالح. تعود حين تُطرح مشاركة أخرى.`}
        </Notice>
      ) : null}
      {meeting.mode === 'ranking' ? (
        <p className="tk-small tk-soft tk-measure">
          {t`هذه الجولة بالترتيب: أمام كل عضو نقاط المشاركة من مرتبتها في ترتيبه، للأولى 100 وللأخيرة 0 وما بينهما بالتساوي، وتُحسب بعد من خرجوا من ترتيبه.`}
        </p>
      ) : null}
      <div className="tk-deliberation-room">
        <div>
          <Unrecorded meeting={meeting} words={words} but={current?.entry_id} />
          {current ? (
            <CurrentItem
              key={current.entry_id}
              meeting={meeting}
              item={current}
              words={words[current.entry_id] ?? {}}
              onType={(part) => put(current.entry_id, part)}
            />
          ) : isOpen && !meeting.hidden_current ? (
            <EmptyState title={t`لا مشاركة مطروحة الآن`} icon="comment">
              {meeting.runs
                ? t`سجّل الحضور، ثم اختر من جدول الأعمال المشاركة التي تُطرح.`
                : t`تظهر هنا المشاركة التي يطرحها رئيس اللجنة.`}
            </EmptyState>
          ) : null}
        </div>
        <div className="tk-deliberation-beside">
          <Attendance meeting={meeting} />
        </div>
        <Agenda meeting={meeting} />
      </div>
    </>
  );
}

/** Words on entries that are not under discussion now: they come back with them, and are read here meanwhile. */
function Unrecorded({ meeting, words, but }: { meeting: Meeting; words: Record<string, Words>; but?: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const left = Object.entries(words).filter(([entry, one]) => entry !== but && isTyped(one));
  if (left.length === 0) return null;
  return (
    <Notice tone="warning" title={t`كتبتَ ما لم يُسجَّل بعد`}>
      {left.map(([entry, { agreement, notes }]) => {
        const number = meeting.items.find((one) => one.entry_id === entry)?.number;
        return (
          <p key={entry}>
            {number === undefined ? null : <bdi>{t`المشاركة ${format.number(number)}`}: </bdi>}
            <bdi>{[agreement?.reason, notes?.text].filter(Boolean).join(' — ')}</bdi>
          </p>
        );
      })}
      <p>{t`يعود ما كتبته إلى موضعه حين تُطرح مشاركته، ما بقيت هذه الصفحة مفتوحة.`}</p>
    </Notice>
  );
}

function MinutesMenu({ meetingId }: { meetingId: string }) {
  const { t } = useLingui();
  const save = (language: 'ar' | 'en') => () => {
    const path = `/api/v1/meetings/${meetingId}/minutes?language=${language}`;
    download(path, 'minutes.pdf').catch(notifyProblem);
  };
  return (
    <Menu
      label={t`محضر الاجتماع`}
      items={[
        { id: 'ar', label: t`PDF بالعربية`, icon: 'download', onAction: save('ar') },
        { id: 'en', label: t`PDF بالإنجليزية`, icon: 'download', onAction: save('en') },
      ]}
    >
      {t`محضر الاجتماع`}
    </Menu>
  );
}

function Ending({ meeting }: { meeting: Meeting }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const path = { meeting_id: meeting.id };
  const close = async () => {
    try {
      await api.POST('/api/v1/meetings/{meeting_id}/close', { params: { path } });
      await readAgain();
      notify(t`انتهى الاجتماع.`);
      setOpen(false);
    } catch (refused) {
      notifyProblem(refused);
    }
  };
  const reopen = async () => {
    try {
      await api.POST('/api/v1/meetings/{meeting_id}/reopen', { params: { path }, body: { reason } });
      await readAgain();
      setOpen(false);
      setReason('');
    } catch (refused) {
      setError(refused);
    }
  };
  const isOpen = meeting.state === 'open';
  return (
    <>
      <Button onPress={() => setOpen(true)}>{isOpen ? t`أنهِ الاجتماع` : t`أعد فتح الاجتماع`}</Button>
      <Dialog
        title={isOpen ? t`إنهاء الاجتماع` : t`إعادة فتح الاجتماع`}
        isOpen={open}
        onClose={() => setOpen(false)}
        size="small"
        footer={
          isOpen ? (
            <Button kind="primary" onPress={() => void close()}>{t`أنهِ الاجتماع`}</Button>
          ) : (
            <Button kind="primary" isDisabled={!reason.trim()} onPress={() => void reopen()}>{t`أعد الفتح`}</Button>
          )
        }
      >
        <div className="tk-stack">
          <ProblemNotice error={error} />
          <p>
            {isOpen
              ? t`لا يُسجَّل بعده شيء، ويبقى ما سُجّل. ويجوز إعادة فتحه بسبب مكتوب ما دامت الدورة في المداولة.`
              : t`يُسجَّل الحضور من جديد، ويُدوَّن السبب في السجل.`}
          </p>
          {isOpen ? null : (
            <TextArea label={t`السبب`} rows={2} isRequired value={reason} onChange={setReason} maxLength={2000} />
          )}
        </div>
      </Dialog>
    </>
  );
}

// The questions about an entry and its history.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { When } from '../../../shared/ui/When';
import { actWords } from '../words';
import { AnswerDialog, type Asked } from './AnswerDialog';
import type { StaffEntry } from './Decisions';

export function EntryQuestions({ entry, answers }: { entry: StaffEntry; answers: boolean }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<Asked | null>(null);
  const zone = entry.edition.timezone;
  if (entry.questions.length === 0) return <p className="tk-soft">{t`لم يسأل أهل المشاركة شيئًا.`}</p>;
  return (
    <>
      <ol className="tk-plain-list tk-stack">
        {entry.questions.map((one) => (
          <li key={one.id} className="tk-entries-question">
            <div className="tk-row tk-spread">
              <span className="tk-small tk-soft">
                <When at={one.asked_at} zone={zone} show="short" />
              </span>
              {one.answered_at ? (
                <Badge tone="success">{t`أُجيب`}</Badge>
              ) : (
                <Badge tone="warning">{t`ينتظر الجواب`}</Badge>
              )}
            </div>
            <p className="tk-answer-long" dir="auto">
              {one.body}
            </p>
            {one.answered_at ? (
              <blockquote className="tk-entries-quote" dir="auto">
                {one.answer}
              </blockquote>
            ) : answers ? (
              <div>
                <Button icon="comment" onPress={() => setOpen(one)}>
                  {t`أجب`}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      <AnswerDialog question={open} onClose={() => setOpen(null)} />
    </>
  );
}

export function EntryHistory({ entry }: { entry: StaffEntry }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (
    <ol className="tk-entries-history">
      {[...entry.history].reverse().map((item) => {
        const words = actWords[item.act];
        return (
          <li key={`${item.at} ${item.act}`}>
            <p>
              <span className="tk-strong">{words ? i18n._(words) : item.act}</span>{' '}
              <span className="tk-small tk-soft">
                <When at={item.at} zone={entry.edition.timezone} show="short" />
              </span>
            </p>
            <p className="tk-small tk-soft">
              <bdi>{item.by ? format.name(item.by) : t`النظام`}</bdi>
            </p>
            {item.to_ar ? (
              <p className="tk-small">
                {t`من «${format.pick(item.from_ar, item.from_en)}» إلى «${format.pick(item.to_ar, item.to_en)}»`}
              </p>
            ) : null}
            {item.reason ? (
              <blockquote className="tk-entries-quote" dir="auto">
                {item.reason}
              </blockquote>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

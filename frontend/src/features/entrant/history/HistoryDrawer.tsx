// Every version of one field, newest first: who, when, what changed; and going back to one.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { type AnsweredField, AnswerText } from '../../../shared/entry/AnswerText';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Drawer } from '../../../shared/ui/Drawer';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import type { Entry, Face } from '../model/transport';
import { compare } from './compare';
import '../members/members.css';

type Step = components['schemas']['HistoryStep'];
const PATH = '/api/v1/entrant/entries/{entry_id}/history';

export interface HistoryOf {
  name: string;
  field: AnsweredField;
  /** a question's id, or a part of the face */
  id: string;
  face: Face | null;
}

function Changed({ step, older, field }: { step: Step; older: Step | undefined; field: AnsweredField }) {
  const { t } = useLingui();
  if (typeof step.value !== 'string' && typeof older?.value !== 'string')
    return <AnswerText field={field} value={step.value as string[] | null} empty={t`بلا جواب`} />;
  if (!['short_text', 'long_text'].includes(field.kind))
    return <AnswerText field={field} value={step.value as string | null} empty={t`بلا جواب`} />;
  const pieces = compare(
    typeof older?.value === 'string' ? older.value : '',
    typeof step.value === 'string' ? step.value : '',
  );
  if (pieces.length === 0) return <p className="tk-faint">{t`بلا جواب`}</p>;
  return (
    <div className="tk-entrant-diff" dir="auto">
      {pieces.map((piece, at) => {
        const key = at;
        if (piece.is === 'same' || !older) return <span key={key}>{piece.text}</span>;
        return piece.is === 'added' ? <ins key={key}>{piece.text}</ins> : <del key={key}>{piece.text}</del>;
      })}
    </div>
  );
}

function Head({ step, zone }: { step: Step; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className="tk-row tk-gap-2">
      <bdi className="tk-strong">{step.by ? format.name(step.by) : t`النظام`}</bdi>
      <span className="tk-small tk-soft">
        <When at={step.at} zone={zone} show="short" />
      </span>
      {step.is_current ? <Badge tone="primary">{t`النسخة الحالية`}</Badge> : null}
      {step.restored_at ? <Badge tone="info">{t`مستعادة`}</Badge> : null}
      {step.carried ? <Badge tone="lavender">{t`من مشاركة سابقة`}</Badge> : null}
    </div>
  );
}

function Files({ entry, steps, may }: { entry: Entry; steps: readonly Step[]; may: boolean }) {
  const { t } = useLingui();
  const said = (step: Step) =>
    step.change === 'file_added' ? t`أُضيف الملف` : step.change === 'file_restored' ? t`استُعيد الملف` : t`حُذف الملف`;
  const restore = useMutation({
    mutationFn: (step: Step) =>
      must(
        api.POST('/api/v1/entrant/entries/{entry_id}/attachments/{attachment_id}/restore', {
          params: { path: { entry_id: entry.id, attachment_id: step.file_id ?? '' } },
        }),
      ),
    onSuccess: async () => {
      await refreshPaths('/api/v1/entrant/entries/{entry_id}', PATH);
      notify(t`استُعيد الملف.`);
    },
    onError: () => void refreshPaths('/api/v1/entrant/entries/{entry_id}', PATH),
  });
  return (
    <>
      <ProblemNotice error={restore.error} />
      <ol className="tk-plain-list tk-entrant-steps-of">
        {steps.map((step) => (
          <li key={`${step.change}${step.at}${step.name}`}>
            <Head step={step} zone={entry.edition.timezone} />
            <p>
              {said(step)} <bdi>{step.name}</bdi>
            </p>
            {may && step.file_id ? (
              <div>
                <Button
                  icon="undo"
                  busy={restore.isPending && restore.variables.file_id === step.file_id}
                  onPress={() => restore.mutate(step)}
                >
                  {t`استعد هذا الملف`}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  );
}

function Versions({ entry, of, steps, may }: { entry: Entry; of: HistoryOf; steps: readonly Step[]; may: boolean }) {
  const { t } = useLingui();
  const zone = entry.edition.timezone;
  const current = steps.find((step) => step.is_current);
  const restore = useMutation({
    mutationFn: (step: Step) =>
      must(
        api.POST('/api/v1/entrant/entries/{entry_id}/history/{version_id}/restore', {
          params: {
            path: { entry_id: entry.id, version_id: step.id ?? '' },
            header: ifMatch(of.face ? entry.version : (current?.revision ?? 0)),
          },
        }),
      ),
    onSuccess: async () => {
      await refreshPaths('/api/v1/entrant/entries/{entry_id}', PATH);
      notify(t`استُعيدت النسخة. ما كان قبلها باقٍ في السجل.`);
    },
    onError: () => void refreshPaths('/api/v1/entrant/entries/{entry_id}', PATH),
  });
  return (
    <>
      <ProblemNotice error={restore.error} />
      <ol className="tk-plain-list tk-entrant-steps-of">
        {steps.map((step, at) => (
          <li key={step.id}>
            <Head step={step} zone={zone} />
            <Changed step={step} older={steps[at + 1]} field={of.field} />
            {may && !step.is_current ? (
              <div>
                <Button
                  icon="undo"
                  busy={restore.isPending && restore.variables.id === step.id}
                  onPress={() => restore.mutate(step)}
                >
                  {t`استعد هذه النسخة`}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  );
}

export function HistoryDrawer({ entry, of, onClose }: { entry: Entry; of: HistoryOf; onClose: () => void }) {
  const { t } = useLingui();
  const story = useGet(PATH, {
    path: { entry_id: entry.id },
    query: of.face ? { face: of.face } : { field_id: of.id },
  });
  useEffect(() => void refreshPaths(PATH), []);
  return (
    <Drawer title={t`سجل: ${of.name}`} isOpen onClose={onClose} from="end">
      <Read of={story}>
        {(found) =>
          found.items.length === 0 ? (
            <p className="tk-soft">{t`لم يُكتب في هذا الحقل شيء بعد.`}</p>
          ) : of.field.kind === 'file' ? (
            <Files entry={entry} steps={found.items} may={found.may_restore} />
          ) : (
            <Versions entry={entry} of={of} steps={found.items} may={found.may_restore} />
          )
        }
      </Read>
    </Drawer>
  );
}

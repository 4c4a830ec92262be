// Which criterion rests on what of the entry: an answer, a file, or a page of it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Content } from '../../../offline/evaluation';
import { asciiDigits } from '../../../shared/i18n/numbers';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { PlainSelect } from '../../../shared/ui/PlainSelect';
import { TextField } from '../../../shared/ui/TextField';
import type { Citation } from '../deskActs';
import { type Desk, linesOf, noMark } from '../model';
import { withPin } from '../pins';

interface CiteProps {
  desk: Desk;
  citation: Citation;
  content: Content;
  onChange: (content: Content) => void;
  onClose: () => void;
}

export function Cite({ desk, citation, content, onChange, onClose }: CiteProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { fields, attachments } = desk.entry;
  const [criterion, setCriterion] = useState(citation.criterionId ?? null);
  const given = citation.pin;
  const [source, setSource] = useState(given ? (given.attachment_id ?? given.field_id) : null);
  const [page, setPage] = useState(given?.page ? String(given.page) : '');
  const [asked, setAsked] = useState(false);
  const file = attachments.find((one) => one.id === source);
  const last = file?.pages ?? 0;
  const typed = asciiDigits(page).trim();
  const isPage = typed === '' || (/^\d{1,6}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= last);
  const label = (id: string) => {
    const field = fields.find((one) => one.id === id);
    return field ? format.pick(field.label_ar, field.label_en) : '';
  };
  const sources = fields.flatMap((field) =>
    field.kind === 'file'
      ? attachments
          .filter((one) => one.field_id === field.id)
          .map((one) => ({ id: one.id, label: `${label(field.id)}: ${one.name}` }))
      : [{ id: field.id, label: label(field.id) }],
  );
  const save = () => {
    setAsked(true);
    if (!criterion || !source || !isPage) return;
    const pin = {
      field_id: file?.field_id ?? source,
      attachment_id: file?.id ?? null,
      page: last > 1 && typed ? Number(typed) : null,
    };
    const mark = content.scores[criterion] ?? noMark;
    onChange({ ...content, scores: { ...content.scores, [criterion]: withPin(mark, pin) } });
    onClose();
  };
  return (
    <Dialog
      title={t`دليل على الدرجة`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" onPress={save}>{t`أضف الدليل`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        <p className="tk-soft">{t`اربط درجتك بما بنيتها عليه من المشاركة. يراه معها من يقرأ تقييمك بعد إغلاق الجولة.`}</p>
        <PlainSelect
          label={t`المعيار`}
          options={linesOf(desk).flatMap(({ leaf, node }) =>
            leaf ? [{ id: leaf.criterion_id, label: format.name(node) }] : [],
          )}
          value={criterion}
          onChange={setCriterion}
          placeholder={t`اختر المعيار`}
          isRequired
          error={asked && !criterion ? t`اختر المعيار.` : undefined}
        />
        <PlainSelect
          label={t`الدليل`}
          options={sources}
          value={source}
          onChange={setSource}
          placeholder={t`اختر إجابة أو ملفًا`}
          isRequired
          error={asked && !source ? t`اختر ما تستشهد به.` : undefined}
        />
        {last > 1 ? (
          <TextField
            label={t`الصفحة (اختياري)`}
            help={t`من 1 إلى ${format.number(last)}`}
            inputMode="numeric"
            dir="ltr"
            value={page}
            onChange={setPage}
            error={asked && !isPage ? t`ليست صفحة من هذا الملف.` : undefined}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

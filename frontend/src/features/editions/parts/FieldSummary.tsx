// What a field's settings come to, in a few words.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { asciiDigits } from '../../../shared/i18n/numbers';
import { useFormat } from '../../../shared/i18n/react';
import { type FieldDraft, hasChoices, hasWordLimit } from '../model/fields';
import { fileGroups } from '../words';

export function FieldSummary({ field }: { field: FieldDraft }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  if (hasWordLimit(field.kind) && field.word_limit)
    return (
      <Plural
        value={field.word_limit}
        zero="بلا كلمات"
        one="كلمة واحدة"
        two="كلمتان على الأكثر"
        few="حتى # كلمات"
        many="حتى # كلمة"
        other="حتى # كلمة"
      />
    );
  if (hasWordLimit(field.kind) && field.character_limit) {
    return (
      <Plural
        value={field.character_limit}
        zero="بلا حروف"
        one="حرف واحد"
        two="حرفان على الأكثر"
        few="حتى # أحرف"
        many="حتى # حرفًا"
        other="حتى # حرف"
      />
    );
  }
  if (field.kind === 'table')
    return (
      <Plural
        value={field.options.columns.length}
        zero="بلا أعمدة"
        one="عمود واحد"
        two="عمودان"
        few="# أعمدة"
        many="# عمودًا"
        other="# عمود"
      />
    );
  if (field.kind === 'number' && (field.minimum || field.maximum)) {
    const shown = (text: string): string => (text ? format.number(Number(asciiDigits(text))) : '');
    const [minimum, maximum] = [shown(field.minimum), shown(field.maximum)];
    if (minimum && maximum)
      return (
        <Trans>
          من {minimum} إلى {maximum}
        </Trans>
      );
    return minimum ? <Trans>{minimum} أو أكثر</Trans> : <Trans>{maximum} أو أقل</Trans>;
  }
  if (hasChoices(field.kind))
    return (
      <Plural
        value={field.choices.length}
        zero="بلا خيارات"
        one="خيار واحد"
        two="خياران"
        few="# خيارات"
        many="# خيارًا"
        other="# خيار"
      />
    );
  if (field.kind === 'file') {
    const groups = fileGroups
      .filter((group) => group.types.some((type) => field.file_types.includes(type)))
      .map((group) => (typeof group.label === 'string' ? group.label : i18n._(group.label)));
    return (
      <span className="tk-row tk-gap-2">
        <bdi>
          {groups.length > 0 ? groups.join(format.reader.language === 'ar' ? '، ' : ', ') : t`كل الأنواع المقبولة`}
        </bdi>
        {field.max_files && field.max_files > 1 ? (
          <span>
            <Plural
              value={field.max_files}
              zero="بلا ملفات"
              one="ملف واحد"
              two="ملفان على الأكثر"
              few="حتى # ملفات"
              many="حتى # ملفًا"
              other="حتى # ملف"
            />
          </span>
        ) : null}
        {field.max_bytes ? (
          <span>
            <Trans>حتى {format.bytes(field.max_bytes)}</Trans>
          </span>
        ) : null}
        {field.options.max_pages ? (
          <span>
            <Trans>صفحات PDF: حتى {format.number(field.options.max_pages)}</Trans>
          </span>
        ) : null}
        {field.options.max_minutes ? (
          <span>
            <Trans>دقائق التسجيل: حتى {format.number(field.options.max_minutes)}</Trans>
          </span>
        ) : null}
      </span>
    );
  }
  return null;
}

// The entry's title and summary in both languages: what the organiser, the jurors and later the public read first.
import { useLingui } from '@lingui/react/macro';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';
import { FieldExtras } from '../history/FieldExtras';
import type { OpenParts } from '../model/corrections';
import type { Saver } from '../model/saver';
import type { Face } from '../model/transport';
import { useField } from '../model/useSaver';
import { faceWords, refusedText, wrongText } from '../words';
import { ConflictPanel } from './ConflictPanel';
import { CorrectionMark } from './Corrections';
import { FieldStatus } from './FieldStatus';
import { anchorOf } from './Question';

interface FaceProps {
  id: Face;
  saver: Saver;
  zone: string;
  open: OpenParts;
}

function FaceField({ id, saver, zone, open }: FaceProps) {
  const { i18n } = useLingui();
  const state = useField(saver, id);
  const name = i18n._(faceWords[id]);
  const long = id.startsWith('summary');
  const shared = {
    label: name,
    value: typeof state.value === 'string' ? state.value : '',
    error: state.wrong
      ? wrongText(state.wrong)
      : state.phase === 'refused' && state.problem
        ? refusedText(state.problem)
        : null,
    isRequired: id === 'title_ar',
    isDisabled: !open.has(id),
    dir: id.endsWith('_ar') ? ('rtl' as const) : ('ltr' as const),
    lang: id.endsWith('_ar') ? 'ar' : 'en',
    onChange: (typed: string) => saver.edit(id, typed || null),
    onFocus: () => saver.focus(id),
    onBlur: () => saver.blur(id),
  };
  return (
    <div
      id={anchorOf(id)}
      className="tk-entrant-face"
      data-phase={state.phase}
      data-correction={open.note(id) === null ? undefined : ''}
    >
      {open.note(id) === null ? null : <CorrectionMark note={open.note(id) ?? ''} />}
      {long ? <TextArea {...shared} rows={3} /> : <TextField {...shared} maxLength={300} />}
      <div className="tk-entrant-below">
        <FieldStatus state={state} zone={zone} />
        <FieldExtras id={id} name={name} kind={long ? 'long_text' : 'short_text'} face={id} />
      </div>
      {state.phase === 'conflict' ? (
        <ConflictPanel
          id={id}
          field={{ kind: long ? 'long_text' : 'short_text', choices: [] }}
          name={name}
          state={state}
          zone={zone}
          resolve={(value) => saver.resolve(id, value)}
        />
      ) : null}
    </div>
  );
}

export function FaceSection({ saver, zone, open }: Omit<FaceProps, 'id'>) {
  const { t } = useLingui();
  return (
    <section className="tk-entrant-question" aria-labelledby="face-title">
      <div>
        <h2 className="tk-h3" id="face-title">{t`العنوان والنبذة`}</h2>
        <p className="tk-small tk-soft">{t`أول ما يقرؤه المحكّمون، وما يُنشر إن فازت المشاركة.`}</p>
      </div>
      <div className="tk-entrant-pair">
        <FaceField id="title_ar" saver={saver} zone={zone} open={open} />
        <FaceField id="title_en" saver={saver} zone={zone} open={open} />
        <FaceField id="summary_ar" saver={saver} zone={zone} open={open} />
        <FaceField id="summary_en" saver={saver} zone={zone} open={open} />
      </div>
    </section>
  );
}

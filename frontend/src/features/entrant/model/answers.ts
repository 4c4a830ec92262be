// The rules of answers, which the builder's preview shares (shared/entry).
export {
  canonical,
  type Field as FormField,
  isEmpty,
  sameValue,
  typedNumber,
  type Value,
  withScheme,
} from '../../../shared/entry/answers';
export { isOverLimit, type Missing, missingOf, prepared, type Wrong, wrongAnswer } from '../../../shared/entry/checks';
export { countWords } from '../../../shared/entry/counting';

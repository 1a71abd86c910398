/** Turkish words of `app`: the original from which the keys are typed. */
export default {} as const;

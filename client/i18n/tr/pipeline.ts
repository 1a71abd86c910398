/** Turkish words of `pipeline`: the original from which the keys are typed. */
export default {} as const;

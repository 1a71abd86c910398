/** Turkish words of `records`: the original from which the keys are typed. */
export default {} as const;

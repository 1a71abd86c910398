/** Turkish words of `sync`: the original from which the keys are typed. */
export default {} as const;

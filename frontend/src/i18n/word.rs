//! Texts of the list of sensitive words.

super::texts! {
    TITLE "敏感词" "Sensitive words";
    LEAD "提交的内容中出现这些词时，会提示审核人员留意，不会自动退回。" "Where one of these occurs in a filing, reviewers are told. Nothing is sent back by itself.";
    LEVEL "级别" "Level";
    LEVELS "按级别查看" "By level";
    LEVEL_PROHIBITED "严禁" "Prohibited";
    LEVEL_CHECK "核实" "Check";
    LEVEL_NOTICE "提示" "Notice";
    LEVEL_OF "“{0}”的级别" "Level of “{0}”";
    LEVEL_HINT "严禁：不应出现；核实：需要仔细核对；提示：留意语境" "Prohibited: must not appear; check: needs a closer look; notice: mind the context";
    FIND "查找词语" "Find a word";
    WORD "词语" "Word";
    ADD "添加" "Add";
    ADDED "已加入列表，保存后生效" "In the list; save to put it in force";
    PASTE "批量添加" "Add many";
    PASTE_HINT "每行一个词，已在列表中的会跳过" "One word a line; those in the list already are left out";
    PASTED "已加入 {0} 个词，跳过重复的 {1} 个，保存后生效" "{0} {0|word is|words are} in the list, {1} were there already; save to put them in force";
    PASTE_NOTHING "没有可以添加的词" "There is nothing to add";
    REMOVE "移除“{0}”" "Remove “{0}”";
    SHOWN "共 {0} 个词" "{0} {0|word|words}";
    WRONG "{0} 个词需要修改" "{0} {0|word needs|words need} attention";
    NONE "列表是空的" "The list is empty";
    NONE_HINT "添加第一个词，或批量添加。" "Add the first word, or many at once.";
    NONE_FOUND "没有符合条件的词" "No word matches";
    SAVED_ALL "已全部保存" "Everything is saved";
    SAVED_ON "已全部保存 · 更新于 {0}" "Everything is saved · updated {0}";
    UNSAVED "未保存：新增或改级 {0} 个，移除 {1} 个" "Not saved: {0} added or changed, {1} removed";
    DISCARD "放弃修改" "Discard";
    SAVED "敏感词已保存" "The list is saved";
    MERGED "列表刚刚被他人修改，已与您的修改合并，请核对后再次保存" "Somebody else has just changed the list; your changes were merged into it. Look at it and save again";
}

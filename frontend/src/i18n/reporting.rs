//! Texts that the pages of reporting (统计报送) share.

super::texts! {
    TITLE "统计报送" "Reporting";
    STATISTICS "统计" "Figures";
    QUOTAS "任务指标" "Targets";
    SUMMARIES "总结报送" "Summaries";
    IMPORTS "批量导入" "Import";
}

//! Texts of tables that are brought in and lists that are taken out.

use domain::exchange::{ImportKind, ImportState};

super::texts! {
    TITLE "批量导入" "Import";
    LEAD "用表格批量填报活动、登记组织。先试导入检查问题，再正式导入；重复导入不会产生重复记录。" "Bring in activities or organisations from a table. Try it first, then import; the same rows are never doubled.";
    NEW "新建导入" "New import";
    RECENT "导入记录" "Imports so far";
    NONE "还没有导入记录" "Nothing imported yet";
    NONE_HINT "下载模板填写后，在上方选择文件。" "Fill in the template, then choose the file above.";
    // asking
    KIND "导入内容" "What";
    ACTIVITIES "活动" "Activities";
    ORGANIZATIONS "组织" "Organisations";
    QUOTAS "任务指标" "Quotas";
    TEMPLATE "下载模板" "Download the template";
    FILE "表格文件" "File";
    FILE_HINT "支持 .xlsx、.xls、.csv，不超过 20 MB，一次最多 20000 行" "xlsx, xls or csv; up to 20 MB and 20,000 rows";
    CHOOSE "选择文件" "Choose a file";
    CHOOSE_OTHER "换一个文件" "Choose another file";
    SENDING "正在上传" "Uploading";
    OUTCOME "导入结果" "Result";
    OUTCOME_DRAFTS "保存为草稿" "Drafts";
    OUTCOME_SUBMISSIONS "直接提交审核" "Submit for review";
    OUTCOME_PROVISIONAL "待完善" "Provisional";
    OUTCOME_PENDING "待认证" "To be certified";
    ON_FAULTS "有问题的行" "Rows with problems";
    SKIP_ROWS "跳过，只导入没有问题的行" "Skip them, import the others";
    IMPORT_NOTHING "全部改好后再一起导入" "Import nothing until all are right";
    TRY "试导入" "Try it";
    TRY_HINT "试导入只检查，不写入任何数据" "A trial only checks and changes nothing";
    // one import
    DRY_RUN "试导入" "Trial";
    BACK "返回导入记录" "All imports";
    PROGRESS_CHECKING "正在检查" "Checking";
    PROGRESS_IMPORTING "正在导入" "Importing";
    PROGRESS_WAITING "正在排队" "Waiting";
    TOTAL "数据行" "Rows";
    WOULD "可导入" "Can be imported";
    DONE "已导入" "Imported";
    REPEATED "以前已导入" "Imported before";
    FAULTY "有问题" "With problems";
    HIDDEN "有 {0} 个隐藏行没有导入：第 {1} 行" "{0} hidden {0|row was|rows were} left out: {1}";
    IGNORED "没有使用的列：{0}" "Columns not used: {0}";
    WITHOUT_POSTER "{0} 项活动还没有宣传图，上传后才能提交审核" "{0} {0|activity has|activities have} no poster yet; add one before submitting";
    FAILED "文件无法导入" "The file cannot be used";
    FAULTS "问题清单" "Problems";
    MORE "共 {0} 行有问题，以下为前 {1} 行" "{0} {0|row has|rows have} problems; the first {1} are shown";
    MORE_ALL "查看全部" "Show all";
    REPAIR "下载问题行，改好再导入" "Download these rows to repair";
    GO_ON "正式导入" "Import now";
    GO_ON_TEXT "将导入 {0} 行；有问题的行不会导入。" "{0} {0|row|rows} will be imported, those with problems will not.";
    CANCEL "停止导入" "Stop";
    CANCEL_TEXT "停止后，已导入的行保留，其余不再导入。" "Rows already imported stay; the rest is not imported.";
    CANCELLED "已停止" "Stopped";
    ALL_GOOD "没有发现问题" "No problems found";
    SEE_ACTIVITIES "查看活动" "See the activities";
    SEE_ORGANIZATIONS "查看组织" "See the organisations";
    NOT_SAVED "浏览器没有保存文件，请重试" "The browser did not save the file; please try again";
    // states
    WAITING "排队中" "Waiting";
    CHECKING "检查中" "Checking";
    IMPORTING "导入中" "Importing";
    FINISHED "已完成" "Finished";
    STATE_FAILED "未能导入" "Failed";
    COUNTS "共 {0} 行 · 导入 {1} · 重复 {2} · 有问题 {3}" "{0} {0|row|rows} · imported {1} · repeated {2} · problems {3}";
    COUNTS_TRIED "共 {0} 行 · 可导入 {1} · 重复 {2} · 有问题 {3}" "{0} {0|row|rows} · importable {1} · repeated {2} · problems {3}";
    // taking out
    EXPORT "导出表格" "Export";
    EXPORT_FILE_ACTIVITIES "活动列表" "Activities";
    EXPORT_FILE_STATISTICS "统计" "figures";
    EXPORT_FILE_ORGANIZATIONS "组织列表" "Organisations";
    MANY "批量导入" "Import a table";
}

pub const fn kind(kind: ImportKind) -> super::Text {
    match kind {
        ImportKind::Activities => ACTIVITIES,
        ImportKind::Organizations => ORGANIZATIONS,
        ImportKind::Quotas => QUOTAS,
    }
}

pub const fn state(state: ImportState) -> super::Text {
    match state {
        ImportState::Waiting => WAITING,
        ImportState::Checking => CHECKING,
        ImportState::Importing => IMPORTING,
        ImportState::Finished => FINISHED,
        ImportState::Failed => STATE_FAILED,
        ImportState::Cancelled => CANCELLED,
    }
}

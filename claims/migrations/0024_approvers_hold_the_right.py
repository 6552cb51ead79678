"""Let the database ask at the moment of approval whether the approver still may: a role taken counts at once."""

from django.db import migrations

RULE = """
CREATE FUNCTION claims_may_approve(person integer) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM auth_user u WHERE u.id = person AND u.is_active AND (u.is_superuser OR EXISTS (
            SELECT 1 FROM auth_permission p
            JOIN django_content_type c ON c.id = p.content_type_id AND c.app_label = 'claims'
            WHERE p.codename = 'approve_revision' AND (
                EXISTS (SELECT 1 FROM auth_user_user_permissions up
                        WHERE up.user_id = person AND up.permission_id = p.id)
                OR EXISTS (SELECT 1 FROM auth_user_groups ug
                           JOIN auth_group_permissions gp ON gp.group_id = ug.group_id
                           WHERE ug.user_id = person AND gp.permission_id = p.id)))))
$$;

CREATE FUNCTION claims_check_approver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT claims_may_approve(NEW.approver_id) THEN
        RAISE EXCEPTION 'Only somebody with an open account and the right to approve may approve'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approver_holds_the_right BEFORE INSERT ON claims_approval
    FOR EACH ROW EXECUTE FUNCTION claims_check_approver();
"""
UNDO = """
DROP TRIGGER approver_holds_the_right ON claims_approval;
DROP FUNCTION claims_check_approver();
DROP FUNCTION claims_may_approve(integer);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0023_everybody_signs_in_anew"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunSQL(RULE, UNDO)]

;; Inner products of many int8 rows with one int16 query. Four rows at a time, so that the processor waits for four places of memory at
;; once:
;;
;;     for each four of the list:
;;       sum of each row = 0
;;       while query < end, eight numbers at a time:
;;         sum of each row += numbers of the row, widened to int16, times those of the query (added in pairs to int32)
;;       the four addresses in the list = the four sums
(module
  (import "env" "memory" (memory 1))

  ;; Puts in the place of each row's address (uint32) its product (int32). All arguments are addresses in the memory, in bytes. The list
  ;; has a multiple of four rows, and the query a multiple of sixteen numbers.
  (func (export "run") (param $list i32) (param $listEnd i32) (param $query i32) (param $queryEnd i32)
    ;; Where in the query it is, and where in each of the rows.
    (local $at i32)
    (local $row0 i32) (local $row1 i32) (local $row2 i32) (local $row3 i32)
    ;; Eight numbers of the query.
    (local $numbers v128)
    ;; Of each row four int32, whose sum is the product.
    (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128)

    (loop $fourRows
      (local.set $row0 (i32.load offset=0 (local.get $list)))
      (local.set $sum0 (v128.const i32x4 0 0 0 0))
      (local.set $row1 (i32.load offset=4 (local.get $list)))
      (local.set $sum1 (v128.const i32x4 0 0 0 0))
      (local.set $row2 (i32.load offset=8 (local.get $list)))
      (local.set $sum2 (v128.const i32x4 0 0 0 0))
      (local.set $row3 (i32.load offset=12 (local.get $list)))
      (local.set $sum3 (v128.const i32x4 0 0 0 0))
      (local.set $at (local.get $query))

      (loop $sixteenNumbers
        ;; `align=1` says nothing of the addresses, which costs nothing.
        (local.set $numbers (v128.load offset=0 align=1 (local.get $at)))
        (local.set $sum0 (i32x4.add
          (i32x4.dot_i16x8_s (v128.load8x8_s offset=0 align=1 (local.get $row0)) (local.get $numbers))
          (local.get $sum0)))
        (local.set $sum1 (i32x4.add
          (i32x4.dot_i16x8_s (v128.load8x8_s offset=0 align=1 (local.get $row1)) (local.get $numbers))
          (local.get $sum1)))
        (local.set $sum2 (i32x4.add
          (i32x4.dot_i16x8_s (v128.load8x8_s offset=0 align=1 (local.get $row2)) (local.get $numbers))
          (local.get $sum2)))
        (local.set $sum3 (i32x4.add
          (i32x4.dot_i16x8_s (v128.load8x8_s offset=0 align=1 (local.get $row3)) (local.get $numbers))
          (local.get $sum3)))
        (local.set $numbers (v128.load offset=16 align=1 (local.get $at)))
        (local.set $sum0 (i32x4.add
          (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 align=1 (local.get $row0)) (local.get $numbers))
          (local.get $sum0)))
        (local.set $sum1 (i32x4.add
          (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 align=1 (local.get $row1)) (local.get $numbers))
          (local.get $sum1)))
        (local.set $sum2 (i32x4.add
          (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 align=1 (local.get $row2)) (local.get $numbers))
          (local.get $sum2)))
        (local.set $sum3 (i32x4.add
          (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 align=1 (local.get $row3)) (local.get $numbers))
          (local.get $sum3)))
        (local.set $row0 (i32.add (local.get $row0) (i32.const 16)))
        (local.set $row1 (i32.add (local.get $row1) (i32.const 16)))
        (local.set $row2 (i32.add (local.get $row2) (i32.const 16)))
        (local.set $row3 (i32.add (local.get $row3) (i32.const 16)))
        (local.set $at (i32.add (local.get $at) (i32.const 32)))
        (br_if $sixteenNumbers (i32.lt_u (local.get $at) (local.get $queryEnd))))

      (i32.store offset=0 (local.get $list)
        (i32.add (i32x4.extract_lane 0 (local.get $sum0)) (i32.add (i32x4.extract_lane 1 (local.get $sum0))
          (i32.add (i32x4.extract_lane 2 (local.get $sum0)) (i32x4.extract_lane 3 (local.get $sum0))))))
      (i32.store offset=4 (local.get $list)
        (i32.add (i32x4.extract_lane 0 (local.get $sum1)) (i32.add (i32x4.extract_lane 1 (local.get $sum1))
          (i32.add (i32x4.extract_lane 2 (local.get $sum1)) (i32x4.extract_lane 3 (local.get $sum1))))))
      (i32.store offset=8 (local.get $list)
        (i32.add (i32x4.extract_lane 0 (local.get $sum2)) (i32.add (i32x4.extract_lane 1 (local.get $sum2))
          (i32.add (i32x4.extract_lane 2 (local.get $sum2)) (i32x4.extract_lane 3 (local.get $sum2))))))
      (i32.store offset=12 (local.get $list)
        (i32.add (i32x4.extract_lane 0 (local.get $sum3)) (i32.add (i32x4.extract_lane 1 (local.get $sum3))
          (i32.add (i32x4.extract_lane 2 (local.get $sum3)) (i32x4.extract_lane 3 (local.get $sum3))))))
      (local.set $list (i32.add (local.get $list) (i32.const 16)))
      (br_if $fourRows (i32.lt_u (local.get $list) (local.get $listEnd))))))
